using Portal.Access;
using Portal.Features.Audit;
using Portal.Integrations.Signing;

namespace Portal.Features.Goskey.Senders;

/// <summary>What came of saving a profile.</summary>
public abstract record SaveSenderOutcome
{
    /// <summary>It is kept.</summary>
    public sealed record Saved(string Id) : SaveSenderOutcome;

    /// <summary>Fields that are wrong.</summary>
    public sealed record Wrong(IReadOnlyDictionary<string, string> Problems) : SaveSenderOutcome;

    /// <summary>Somebody changed or closed the profile meanwhile.</summary>
    public sealed record Overtaken : SaveSenderOutcome;
}

/// <summary>An administrator makes a profile or changes it. Its API-Key and its signing key are changed only after a fresh sign-in.</summary>
public sealed class SaveSender(SenderStore store, SenderSeal seal, SigningKeys keys, StepUp stepUp, AuditLog audit)
{
    private static readonly SenderRules OfNew = new(isNew: true);
    private static readonly SenderRules OfKnown = new(isNew: false);

    /// <summary>Saves what was typed; <paramref name="seen"/> is the profile as it was on the screen, null for a new one.</summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator, or has to sign in again.</exception>
    public Task<SaveSenderOutcome> RunAsync(Actor actor, SenderInput typed, SenderProfile? seen, CancellationToken cancellationToken = default) =>
        audit.RecordAsync<SaveSenderOutcome>(actor, seen is null ? "goskey.add-sender" : "goskey.edit-sender", seen?.Id, async note =>
        {
            if (!actor.IsAdmin)
            {
                throw new AccessDeniedException();
            }

            var known = seen is null ? null : await store.FindAsync(seen.Id, cancellationToken) ?? throw new AccessDeniedException();
            var input = typed.Trimmed();
            note.Detail = $"ИНН {input.Inn}";
            var newKey = known is null || seal.KeyName(known) != input.KeyName;
            if (newKey || input.ApiKey is not "")
            {
                await stepUp.RequireAsync(actor, cancellationToken);
            }

            if (Problems(input, known, newKey) is { Count: > 0 } problems)
            {
                note.Outcome = "invalid";
                return new SaveSenderOutcome.Wrong(problems);
            }

            var profile = Of(input, known, actor) with { Version = seen?.Version ?? 1 };
            note.ObjectId = profile.Id;
            switch (known is null ? await store.AddAsync(profile, cancellationToken) : await store.UpdateAsync(profile, cancellationToken))
            {
                case SenderWrite.Written:
                    note.Detail += input.ApiKey is not "" && known is not null ? "; новый API-Key" : newKey && known is not null ? "; другой ключ" : "";
                    return new SaveSenderOutcome.Saved(profile.Id);
                case SenderWrite.SameOrganization:
                    note.Outcome = "same organization";
                    return new SaveSenderOutcome.Wrong(new Dictionary<string, string> { [nameof(SenderInput.Inn)] = "У этой организации уже есть профиль: измените его или сначала закройте" });
                default:
                    note.Outcome = "overtaken";
                    return new SaveSenderOutcome.Overtaken();
            }
        });

    private Dictionary<string, string> Problems(SenderInput input, SenderProfile? known, bool newKey)
    {
        var problems = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var failure in (known is null ? OfNew : OfKnown).Validate(input).Errors)
        {
            problems.TryAdd(failure.PropertyName, failure.ErrorMessage);
        }

        // Rights, packages in the queue and what was reviewed are this organisation's.
        if (known is not null && (known.Inn != input.Inn || known.Ogrn != input.Ogrn))
        {
            problems.TryAdd(known.Inn != input.Inn ? nameof(SenderInput.Inn) : nameof(SenderInput.Ogrn), "Организация профиля не меняется: закройте его и заведите новый");
        }

        // What a key is good for can be told only beside right numbers; one that was taken before and broke since is told at the profile.
        if (problems.Count == 0 && KeyProblem(input, mayBeBroken: !newKey) is { } problem)
        {
            problems.Add(nameof(SenderInput.KeyName), problem);
        }

        return problems;
    }

    private string? KeyProblem(SenderInput input, bool mayBeBroken)
    {
        try
        {
            return SenderKeys.BelongsTo(keys.Open(input.KeyName).Certificate, input.Inn, input.Ogrn) ? null : SenderWords.ForeignKey;
        }
        catch (SigningException error)
        {
            return mayBeBroken ? null : SenderWords.Fault(error.Fault);
        }
    }

    private SenderProfile Of(SenderInput input, SenderProfile? known, Actor actor)
    {
        var profile = new SenderProfile
        {
            Id = known?.Id ?? Guid.NewGuid().ToString(), Organization = input.Organization, Inn = input.Inn, Ogrn = input.Ogrn, Mnemonic = input.Mnemonic, Region = input.Region,
            ServiceName = input.ServiceName, Layout = input.Layout, Environment = input.Environment, PersonName = input.PersonName, PersonOid = seal.SealOid(input.PersonOid),
            ApiKey = known?.ApiKey ?? "", ApiKeyTail = known?.ApiKeyTail ?? "", KeyName = seal.SealKeyName(input.KeyName), OwnerKey = "",
            ApiKeyEndsOn = SenderProfile.TextOf(SenderProfile.DayOf(input.ApiKeyEndsOn)), WarrantEndsOn = SenderProfile.TextOf(SenderProfile.DayOf(input.WarrantEndsOn)),
            ChangedBy = actor.Name,
        };
        profile = input.ApiKey is "" ? profile : seal.WithApiKey(profile, input.ApiKey);
        return profile with { OwnerKey = seal.OwnerKey(input.PersonOid, seal.ApiKey(profile)) };
    }
}
