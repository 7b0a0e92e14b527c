using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Esia;
using Portal.Integrations.Http;
using Portal.Integrations.Signing;

namespace Portal.Features.Goskey.Senders;

/// <summary>What came of asking ESIA for a token.</summary>
/// <param name="Works">ESIA gave one.</param>
/// <param name="What">What happened.</param>
/// <param name="Advice">What to do; null when there is nothing to do.</param>
/// <param name="Code">ESIA's code, verbatim.</param>
/// <param name="VendorText">ESIA's own words.</param>
public sealed record SenderCheck(bool Works, string What, string? Advice = null, string? Code = null, string? VendorText = null);

/// <summary>An administrator tries a profile's keys: asks ESIA for an access token in earnest (contract goskey 2).</summary>
public sealed class CheckSender(SenderStore store, SenderKeys keys, SenderSeal seal, IEsiaTokens tokens, AuditLog audit)
{
    /// <summary>Asks, and tells what came of it.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator, or there is no such profile.</exception>
    public Task<SenderCheck> RunAsync(Actor actor, string senderId, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "goskey.check-sender", senderId, async note =>
        {
            if (!actor.IsAdmin || await store.FindAsync(senderId, cancellationToken) is not { } profile)
            {
                throw new AccessDeniedException();
            }

            var check = await AskAsync(profile, cancellationToken);
            (note.Outcome, note.Detail) = (check.Works ? "done" : "refused", check.Code);
            return check;
        });

    private async Task<SenderCheck> AskAsync(SenderProfile profile, CancellationToken cancellationToken)
    {
        const string MendKey = "Исправьте ключ в настройках портала (Goskey:Keys) или выберите другой.";
        try
        {
            return Compare(profile, EsiaTokenFacts.Read(await tokens.RenewAsync(keys.Of(profile).Key, cancellationToken)));
        }
        catch (SenderUnusableException error)
        {
            return new SenderCheck(false, error.Message.TrimEnd('.'), MendKey);
        }
        catch (SigningException error)
        {
            return new SenderCheck(false, SenderWords.Fault(error.Fault), MendKey);
        }
        catch (VendorException error)
        {
            var (what, advice) = SenderWords.Refusal(error);
            return new SenderCheck(false, what, advice, error.Code, error.Text);
        }
    }

    // ESIA gives a token for whatever key it knows; that it is this system's and this person's, only the profile can say.
    private SenderCheck Compare(SenderProfile profile, EsiaTokenFacts token) =>
        token.Mnemonic is { } mnemonic && mnemonic != profile.Mnemonic
            ? new SenderCheck(false, $"ЕСИА приняла ключ, но он выдан системе {mnemonic}, а в профиле указана {profile.Mnemonic}", "Исправьте мнемонику или впишите ключ этой системы.")
        : token.OwnerOid is { } oid && seal.Oid(profile) is { Length: > 0 } known && oid != known
            ? new SenderCheck(false, "ЕСИА приняла ключ, но он выдан другому сотруднику", "Исправьте номер в ЕСИА и имя сотрудника или впишите его ключ.")
        : new SenderCheck(true, "ЕСИА приняла ключ и выдала доступ");
}
