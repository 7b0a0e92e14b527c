using Portal.Access;
using Portal.Features.Accounts;
using Portal.Features.Audit;
using Portal.Integrations.Http;
using Portal.Storage;

namespace Portal.Features.Drafts;

/// <summary>What came of saving «Кому и от кого»: nothing wrong, or a sentence per field (the name of the property of <see cref="AddressingInput"/>).</summary>
public sealed record AddressingOutcome(IReadOnlyDictionary<string, string> Errors)
{
    /// <summary>Field of a refusal that is about the whole draft.</summary>
    public const string Whole = "";

    /// <summary>Saved.</summary>
    public static AddressingOutcome Saved { get; } = new(new Dictionary<string, string>());

    /// <summary>Nothing is wrong.</summary>
    public bool IsSaved => Errors.Count == 0;

    internal static AddressingOutcome Of(string field, string sentence) => new(new Dictionary<string, string> { [field] = sentence });
}

/// <summary>Saves to whom an editable draft goes and in whose name; it must be checked anew. What the file itself says is not changed by it.</summary>
public sealed class SetAddressing(
    Acting acting, DraftStore drafts, ListAccountDetails accounts, FindAnswered answered, NameFacts names, Noticeboard noticeboard, TimeProvider clock, AuditLog audit)
{
    /// <summary>Saves, or says what is wrong with which field.</summary>
    /// <exception cref="AccessDeniedException">Not this person's draft, or the answered docflow is not shown to this person.</exception>
    /// <exception cref="VendorException">The session was refused, or Kontur does not show the answered docflow.</exception>
    public Task<AddressingOutcome> RunAsync(Actor actor, string draftId, AddressingInput input, CancellationToken cancellationToken = default) =>
        audit.RecordAsync(actor, "draft.address", draftId, async note =>
        {
            var link = await acting.LinkOfAsync(actor, cancellationToken);
            var draft = await drafts.FindAsync(link.Id, draftId, cancellationToken) ?? throw new AccessDeniedException();
            (note.LinkId, note.AccountId) = (link.Id, draft.AccountId);
            var outcome = await SaveAsync(actor, draft, input, cancellationToken);
            note.Outcome = outcome.IsSaved ? "done" : "invalid";
            return outcome;
        });

    private async Task<AddressingOutcome> SaveAsync(Actor actor, Draft draft, AddressingInput input, CancellationToken cancellationToken)
    {
        var failures = new AddressingRules(Sending.Today(clock)).Validate(input).Errors;
        if (failures.Count > 0)
        {
            return new AddressingOutcome(failures.GroupBy(failure => failure.PropertyName).ToDictionary(group => group.Key, group => group.First().ErrorMessage));
        }

        var payers = (await accounts.RunAsync(actor, draft.AccountId, cancellationToken)).Payers;
        if (payers.FirstOrDefault(payer => KeyOf(payer) == input.Payer) is not { } chosen)
        {
            return AddressingOutcome.Of(nameof(AddressingInput.Payer), "Такой организации в этой учётной записи нет");
        }

        string? name = null;
        if (input.Code.Length > 0 && draft.Facts.FinalInspection is null)
        {
            name = await names.BodyAsync(Acting.SessionOf(draft.LinkId), input.Authority!.Value, input.Code, cancellationToken);
            if (name is null)
            {
                return AddressingOutcome.Of(nameof(AddressingInput.Code), "Такого кода нет в справочнике, или этот орган больше не принимает документы");
            }
        }

        var said = draft.Addressing with
        {
            Authority = input.Authority, Code = Given(input.Code), CodeName = name, Okpo = Given(input.Okpo), SfrNumber = Given(input.SfrNumber),
            PayerInn = chosen.Inn, PayerKpp = chosen.Kpp,
            Warrant = input.Warrant is not { } kind ? null : kind == WarrantKind.MachineReadable ? new ChosenWarrant(kind, input.WarrantNumber.ToLowerInvariant(), input.LastDay) : new ChosenWarrant(kind, null, null),
            Answers = !Guid.TryParse(input.Answers, out var docflow) ? null : input.Answers == draft.Addressing.Answers?.DocflowId ? draft.Addressing.Answers
                : await answered.RunAsync(actor, draft.AccountId, docflow, cancellationToken),
        };
        if (draft.Facts.Purpose is DraftPurpose.Request or DraftPurpose.Inventory)
        {
            // The file was built for this body and payer: only the warrant beside it may change.
            said = draft.Addressing with { Warrant = said.Warrant };
        }

        if (!await drafts.AddressAsync(draft.Id, said, cancellationToken))
        {
            return AddressingOutcome.Of(AddressingOutcome.Whole, "Уже не изменить: идёт проверка, подписание или отправка.");
        }

        noticeboard.Publish(Draft.Topic(draft.Id));
        return AddressingOutcome.Saved;
    }

    /// <summary>A payer as the form names it.</summary>
    internal static string KeyOf(Payer payer) => $"{payer.Inn}/{payer.Kpp}";

    private static string? Given(string text) => text.Length == 0 ? null : text;
}
