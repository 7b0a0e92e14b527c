using Portal.Integrations.Http;
using Portal.Integrations.KonturExtern;

namespace Portal.Features.Drafts;

/// <summary>Puts the names of the form and the inspection beside their codes, from the service's handbooks.</summary>
public sealed class NameFacts(IExternHandbooksApi handbooks)
{
    /// <summary>The facts with names. A code that is in no handbook keeps a null name; when the handbook does not answer, the code stands for the name.</summary>
    /// <exception cref="VendorException">The session was refused.</exception>
    public async Task<ReportFacts> NameAsync(KonturSessionKey session, ReportFacts facts, CancellationToken cancellationToken)
    {
        if (facts.FinalInspection is { } code)
        {
            facts = facts with { InspectionName = await BodyAsync(session, Authority.Tax, code, cancellationToken) };
        }

        return facts.Knd is { } knd ? facts with { FormName = await FormAsync(session, knd, cancellationToken) } : facts;
    }

    /// <summary>The name of a body by its code; null when the handbook has no such body, or it takes nothing any more.</summary>
    /// <exception cref="VendorException">The session was refused.</exception>
    public async Task<string?> BodyAsync(KonturSessionKey session, Authority authority, string code, CancellationToken cancellationToken)
    {
        try
        {
            var unit = await handbooks.GetControlUnitAsync(session, code, TypeOf(authority), cancellationToken);
            return unit.Flags is { IsActive: false } ? null : unit.Name ?? unit.Contacts?.ShortName ?? code;
        }
        catch (VendorException error) when (error.Kind is VendorErrorKind.NotFound or VendorErrorKind.Rejected)
        {
            return null;
        }
        catch (VendorException error) when (error.Kind is VendorErrorKind.Unavailable or VendorErrorKind.Throttled)
        {
            return authority == Authority.Tax ? $"Инспекция {code}" : $"{AuthorityWords.Of(authority)}, {code}";
        }
    }

    private static string TypeOf(Authority authority) => authority switch
    {
        Authority.Tax => ControlUnitTypes.Fns,
        Authority.SocialFund => ControlUnitTypes.Pfr,
        _ => ControlUnitTypes.Stat,
    };

    private async Task<string?> FormAsync(KonturSessionKey session, string knd, CancellationToken cancellationToken)
    {
        try
        {
            return (await handbooks.ListFnsFormsAsync(session, knd, take: 1, ct: cancellationToken)).FnsForms is [var form, ..] ? form.Name : null;
        }
        catch (VendorException error) when (error.Kind is not (VendorErrorKind.SignedOut or VendorErrorKind.Forbidden))
        {
            return $"Форма {knd}";
        }
    }
}
