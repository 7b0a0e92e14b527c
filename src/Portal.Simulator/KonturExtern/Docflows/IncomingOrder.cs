namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>What comes in. <see cref="Kind"/> is a docflow type of 5.3; everything left out gets a usual value, the owner being the account's first administrator.</summary>
internal sealed record IncomingOrder(string Kind)
{
    /// <summary>INN of the organisation of the account that it is for; the main one when left out.</summary>
    public string? Inn { get; init; }

    public string? Kpp { get; init; }

    /// <summary>Code of the state body that sends it.</summary>
    public string? Code { get; init; }

    public string? Subject { get; init; }

    public string? Text { get; init; }

    /// <summary>КНД of a demand's attachments, one file each.</summary>
    public IReadOnlyList<string> Knds { get; init; } = [];

    public Guid? OwnerId { get; init; }

    /// <summary>Whom it is encrypted for (DER); the owner when left out.</summary>
    public byte[]? Certificate { get; init; }

    public Guid? RelatedDocflowId { get; init; }

    public Guid? RelatedDocumentId { get; init; }

    /// <summary>What is wrong with a demand: a code of <see cref="DemandRefusals"/> that can be checked.</summary>
    public string? Flaw { get; init; }

    /// <summary>The file of the report that a demand was issued on.</summary>
    public string? OnReport { get; init; }
}
