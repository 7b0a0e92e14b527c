using Portal.Access;
using Portal.Features.Audit;

namespace Portal.Features.AccountLinks.Registry;

/// <summary>What came of saving a row by hand.</summary>
public abstract record SaveOutcome
{
    /// <summary>The row is in the registry; <paramref name="NeedsDecision"/>: what changed differs from the person's link.</summary>
    public sealed record Saved(bool NeedsDecision) : SaveOutcome;

    /// <summary>Fields that are wrong.</summary>
    public sealed record Wrong(IReadOnlyDictionary<string, string> Problems) : SaveOutcome;

    /// <summary>A new row has the thumbprint of one that is there.</summary>
    public sealed record Taken : SaveOutcome;

    /// <summary>Somebody changed or deleted the row meanwhile.</summary>
    public sealed record Overtaken : SaveOutcome;
}

/// <summary>An administrator adds a row of the registry by hand, or corrects one.</summary>
public sealed class SaveCertificate(
    RegistryStore registry, RegistryWriteStore writing, RegistryPlan plan, RegistrySeal seal, StepUp stepUp, AuditLog audit)
{
    private const int Attempts = 5;

    /// <summary>
    /// Saves what was typed; <paramref name="seen"/> is the row as it was on the screen, null for a new one. Of a row that is there,
    /// an empty phone or SNILS stays what it was: the screen shows neither. <paramref name="noSnils"/>: the certificate has none, so what was kept goes.
    /// </summary>
    /// <exception cref="AccessDeniedException">The actor is no administrator.</exception>
    public Task<SaveOutcome> RunAsync(Actor actor, RegistryFields typed, IssuedCertificate? seen, bool noSnils = false, CancellationToken cancellationToken = default) =>
        audit.RecordAsync<SaveOutcome>(actor, seen is null ? "registry.add" : "registry.edit", seen?.Thumbprint, async note =>
        {
            if (!actor.IsAdmin)
            {
                throw new AccessDeniedException();
            }

            await stepUp.RequireAsync(actor, cancellationToken);
            for (var attempt = 0; attempt < Attempts; attempt++)
            {
                var version = await registry.VersionAsync(cancellationToken);
                var row = await registry.FindAsync((seen?.Thumbprint ?? typed.Thumbprint).ToUpperInvariant(), cancellationToken);
                if (row?.ChangedAt != seen?.ChangedAt)
                {
                    note.Outcome = seen is null ? "taken" : "overtaken";
                    return seen is null ? new SaveOutcome.Taken() : new SaveOutcome.Overtaken();
                }

                var whole = row is null ? typed : Completed(typed, row, noSnils);
                if (RegistryRules.Problems(whole) is { Count: > 0 } problems)
                {
                    note.Outcome = "refused";
                    return new SaveOutcome.Wrong(problems);
                }

                var line = RegistryRules.Line(whole);
                var planned = (await plan.OfAsync([line], cancellationToken))[0];
                note.ObjectId = line.Thumbprint;
                note.Detail = planned.Kind == PlanKind.New ? line.Organization : string.Join("; ", planned.Changes.Select(change => change.Field));
                if (planned.Kind == PlanKind.Unchanged || await writing.WriteAsync(version, OneAsync(line), null, cancellationToken))
                {
                    return new SaveOutcome.Saved(planned.NeedsDecision);
                }
            }

            note.Outcome = "overtaken";
            return new SaveOutcome.Overtaken();
        });

    private RegistryFields Completed(RegistryFields typed, IssuedCertificate row, bool noSnils) => typed with
    {
        Thumbprint = row.Thumbprint,
        Phone = typed.Phone is "" ? seal.Phone(row.Phone) : typed.Phone,
        Snils = noSnils ? "" : typed.Snils is "" ? seal.Snils(row.Snils) ?? "" : typed.Snils,
    };

    private async IAsyncEnumerable<IReadOnlyList<IssuedCertificate>> OneAsync(RegistryLine line)
    {
        await Task.CompletedTask;
        yield return [seal.Seal(line)];
    }
}
