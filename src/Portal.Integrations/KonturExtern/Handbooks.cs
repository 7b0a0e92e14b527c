using Portal.Integrations.Http;
using Refit;

namespace Portal.Integrations.KonturExtern;

/// <summary>Handbooks, справочники (contract auth 3.6). Throws <see cref="VendorException"/>.</summary>
public interface IExternHandbooksApi
{
    /// <summary>One controlling unit, e.g. the inspection 0087 of type <c>fns</c>; NotFound on an unknown code.</summary>
    [Get("/v1/handbooks/control-units/{code}")]
    Task<ControlUnit> GetControlUnitAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session, string code, [Query] string controlUnitType, CancellationToken ct = default);

    /// <summary>A page of controlling units, at most 1000.</summary>
    [Get("/v1/handbooks/control-units")]
    Task<ControlUnitsPage> ListControlUnitsAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session,
        [Query] string? type = null,
        [Query] string? region = null,
        [Query, AliasAs("includeinactive")] bool? includeInactive = null,
        [Query] int skip = 0,
        [Query] int take = 100,
        CancellationToken ct = default);

    /// <summary>A page of the forms of the tax service, by KND (7 digits) or all.</summary>
    [Get("/v1/handbooks/fns-forms")]
    Task<FnsFormsPage> ListFnsFormsAsync(
        [Property(KonturSessionKey.Name)] KonturSessionKey session,
        [Query] string? knd = null,
        [Query] int skip = 0,
        [Query] int take = 100,
        CancellationToken ct = default);
}

/// <summary>Types of controlling units, also as <c>controlUnitType</c> (contract auth 3.6).</summary>
public static class ControlUnitTypes
{
    /// <summary>Tax service, ФНС.</summary>
    public const string Fns = "fns";

    /// <summary>Social insurance, ФСС.</summary>
    public const string Fss = "fss";

    /// <summary>Pension fund, ПФР.</summary>
    public const string Pfr = "pfr";

    /// <summary>Statistics, Росстат.</summary>
    public const string Stat = "stat";

    /// <summary>Interior ministry, МВД.</summary>
    public const string Mvd = "mvd";
}

/// <summary>A page of controlling units (contract auth 3.6).</summary>
public sealed record ControlUnitsPage
{
    /// <summary>Skipped.</summary>
    public int Skip { get; init; }

    /// <summary>Number returned.</summary>
    public int Take { get; init; }

    /// <summary>All there are.</summary>
    public int TotalCount { get; init; }

    /// <summary>The page.</summary>
    public IReadOnlyList<ControlUnit> ControlUnits { get; init => field = value ?? []; } = [];
}

/// <summary>A controlling unit (contract auth 3.6).</summary>
public sealed record ControlUnit(Word Type, string? Code, string? Name, string? Region, ControlUnitFlags? Flags, ControlUnitContacts? Contacts)
{
    /// <summary>The certificates to encrypt for; only for a single unit.</summary>
    public IReadOnlyList<ControlUnitCertificate> Certificates { get; init => field = value ?? []; } = [];
}

/// <summary>Flags of a controlling unit.</summary>
public sealed record ControlUnitFlags(bool IsActive, bool IsTest, bool BusinessRegistration);

/// <summary>Contacts of a controlling unit.</summary>
public sealed record ControlUnitContacts(
    string? ShortName, string? FullName, string? Inn, string? Kpp, string? Address, string? Phone, string? Email, string? MvdId);

/// <summary>A certificate of a controlling unit: DER as base64, thumbprint in hex.</summary>
public sealed record ControlUnitCertificate(string? Content, string? Thumbprint);

/// <summary>A page of forms of the tax service (contract auth 3.6).</summary>
public sealed record FnsFormsPage
{
    /// <summary>Skipped.</summary>
    public int Skip { get; init; }

    /// <summary>Number returned.</summary>
    public int Take { get; init; }

    /// <summary>All there are.</summary>
    public int TotalCount { get; init; }

    /// <summary>The page.</summary>
    public IReadOnlyList<FnsForm> FnsForms { get; init => field = value ?? []; } = [];
}

/// <summary>A form; all texts.</summary>
public sealed record FnsForm(string? Knd, string? Name, string? Version, string? PeriodBegin, string? PeriodEnd, string? DescriptionPeriod);
