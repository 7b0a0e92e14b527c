using System.Diagnostics.CodeAnalysis;

namespace Portal.Features.Goskey;

/// <summary>Which generation of <c>req.xml</c> a sender's system was tested with (contract goskey 0.2, 5).</summary>
[SuppressMessage("Naming", "CA1707", Justification = "The names stand in settings and in the sandbox's file.")]
public enum RequestLayout
{
    /// <summary>Layout A.</summary>
    V1_8,

    /// <summary>Layout B.</summary>
    V1_9,
}
