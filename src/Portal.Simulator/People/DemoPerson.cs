namespace Portal.Simulator.People;

/// <summary>One person, seeded or made by the vendor's test tools: who they are at the partner, and who they are at Kontur.</summary>
public sealed record DemoPerson
{
    /// <summary>Login at the partner's provider.</summary>
    public required string Login { get; init; }

    /// <summary>Password at the partner's provider.</summary>
    public required string Password { get; init; }

    /// <summary>The partner's user id: <c>sub</c> of the id token and key of the registry row.</summary>
    public required string Subject { get; init; }

    /// <summary>Surname, name, patronymic.</summary>
    public required string FullName { get; init; }

    /// <summary>E-mail claim.</summary>
    public required string Email { get; init; }

    /// <summary>Value of the role claim: <c>user</c> or <c>admin</c>.</summary>
    public string Role { get; init; } = "user";

    /// <summary>What this person is for, in Russian: shown beside the password.</summary>
    public required string Purpose { get; init; }

    /// <summary>Ten digits without the country code; null for who is no user of Kontur.</summary>
    public string? Phone { get; init; }

    /// <summary>Eleven digits.</summary>
    public string? Snils { get; init; }

    /// <summary>Personal INN, twelve digits.</summary>
    public string? Inn { get; init; }

    /// <summary>Kontur's own id of the user; null for who is no user of Kontur.</summary>
    public Guid? KonturUserId { get; init; }

    /// <summary>The <c>serviceUserId</c> already linked when the sandbox is new; null when the first link is still to be made.</summary>
    public Guid? LinkedServiceUserId { get; init; }

    /// <summary>Confirmed by <c>my-dss</c> instead of <c>sms</c>.</summary>
    public bool ConfirmsByMyDss { get; init; }

    /// <summary>Has a row in the partner's registry of issued certificates.</summary>
    public bool InRegistry { get; init; } = true;

    /// <summary>Position and organisation as they stand in the certificate.</summary>
    public string Position { get; init; } = "";

    /// <summary>Organisation in the registry row.</summary>
    public DemoOrganization? Organization { get; init; }

    /// <summary>When the test tools made this person (wall clock, UTC); null for seeded ones.</summary>
    public DateTimeOffset? MadeAt { get; init; }
}

/// <summary>A person's organisation; without KPP where the person is a sole trader.</summary>
public sealed record DemoOrganization(string Name, string Inn, string? Kpp);
