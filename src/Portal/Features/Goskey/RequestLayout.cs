namespace Portal.Features.Goskey;

/// <summary>Which generation of <c>req.xml</c> a sender's system was tested with (contract goskey 0.2, 5).</summary>
public enum RequestLayout
{
    /// <summary>Layout A.</summary>
    V1_8,

    /// <summary>Layout B.</summary>
    V1_9,
}
