using Portal.Simulator.Epgu.Packages;
using Portal.Simulator.Esia;
using Portal.Simulator.State;

namespace Portal.Simulator.Epgu.Orders;

/// <summary>The life of an order (contract 4.5). What is due happens when somebody looks, with the date on which it was due.</summary>
internal sealed class OrderMachine(
    OrderStore orders, PackageCheck check, PackageSigning signing, QuirkStore quirks, SimulatorSettings settings, SimulatorClock clock)
{
    private EpguSettings Times => settings.Epgu;

    /// <summary>A new number with status 0.</summary>
    public EpguOrder Open(EsiaKey sender, string region)
    {
        var now = clock.UtcNow;
        return new EpguOrder
        {
            Id = orders.NextOrderId(), ApiKey = sender.ApiKey, OwnerOid = sender.OwnerOid, OrganizationOid = sender.Organization.Oid, Mnemonic = sender.Mnemonic, Region = region,
            CreatedAt = now, MessageId = Guid.NewGuid(), SmevTx = Guid.NewGuid(),
            History = [new StatusRecord(orders.NextRecordId(), Statuses.Draft, Statuses.DraftTitle, now, false, "", "", null, "")],
        };
    }

    /// <summary>The package of an order is whole and lies in its place: checks it and starts the order's way.</summary>
    public EpguOrder Receive(EpguOrder order, EsiaKey sender)
    {
        var verdict = order.Refusal is not null ? PackageVerdict.Refused(order.Refusal, order.RefusalMessage!)
            : quirks.Now.RefuseAll is { } code ? PackageVerdict.Refused(code, code)
            : check.Run(orders.PackagePath(order.Id), sender);
        var now = clock.UtcNow;
        return order with
        {
            SentAt = now, Chunks = null, Package = verdict.Facts, Refusal = verdict.Code, RefusalMessage = verdict.Message, RefusedAt = verdict.Code is null ? null : now,
        };
    }

    /// <summary>The order as it is now; null when there is none.</summary>
    public EpguOrder? Find(long id)
    {
        lock (orders.Gate)
        {
            return orders.Find(id) is { } order ? Settle(order) : null;
        }
    }

    /// <summary>Every order as it is now.</summary>
    public IReadOnlyList<EpguOrder> All()
    {
        lock (orders.Gate)
        {
            return [.. orders.All.ToList().Select(Settle)];
        }
    }

    /// <summary>Somebody acts by hand on an order that is under way, which is delivered first when it was not. Null when it cannot be: a draft, refused, or over.</summary>
    public EpguOrder? Act(long id, string outcome)
    {
        lock (orders.Gate)
        {
            return Find(id) is { SentAt: not null, IsFinal: false } order ? orders.Put(End(order.IsWithRecipient ? order : Deliver(order, clock.UtcNow), outcome, clock.UtcNow)) : null;
        }
    }

    /// <summary>The processing code that the envelope shows (contract 4.4), final or on the way.</summary>
    public string CodeOf(EpguOrder order)
    {
        if (order.IsInPortal)
        {
            return "OK";
        }

        var passed = (clock.UtcNow - order.SentAt!.Value) / Times.ProcessingDelay;
        var early = order.Refusal is not (null or PackageRefused.Signatures);
        return passed switch
        {
            < 0.25 => "NEW",
            _ when early => order.Refusal!,
            < 0.75 => "FILES_VERIFICATION",
            _ when order.Refusal is not null => order.Refusal,
            < 0.875 => "FILES_VERIFICATION_SUCCESS",
            _ => "DONE",
        };
    }

    private EpguOrder Settle(EpguOrder order)
    {
        var (settled, now) = (order, clock.UtcNow);
        if (settled.SentAt is { } sent && settled is { Refusal: null, Current.StatusId: Statuses.Draft } && now >= sent + Times.ProcessingDelay)
        {
            settled = Deliver(settled, sent + Times.ProcessingDelay);
        }

        if (settled.Next is { } next && now >= next.At)
        {
            settled = End(settled, next.Outcome, next.At);
        }

        return ReferenceEquals(settled, order) ? order : orders.Put(settled);
    }

    private EpguOrder Deliver(EpguOrder order, DateTimeOffset at)
    {
        var behaviour = Recipients.Of(order.Package!);
        var window = quirks.Now.SigningWindowSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : Times.SigningWindow;
        var due = behaviour.Delay switch
        {
            BehaviourDelay.Answer => at + Times.AnswerDelay,
            BehaviourDelay.SenderCheck => order.SentAt!.Value + Times.SenderCheckWindow,
            BehaviourDelay.Window => order.SentAt!.Value + window,
            _ => at + (Times.ProcessingDelay / 2),
        };
        return order with
        {
            Next = new Planned(behaviour.Outcome, due),
            History = [.. order.History, new StatusRecord(orders.NextRecordId(), Statuses.Queued, Statuses.QueuedTitle, at, false, "", "", null, "")],
        };
    }

    private EpguOrder End(EpguOrder order, string outcome, DateTimeOffset at)
    {
        if (Statuses.Refusals.Contains(outcome))
        {
            return order with { Next = null, Refusal = outcome, RefusalMessage = outcome, RefusedAt = at, History = [order.History[0]] };
        }

        var (ending, signs) = Statuses.Endings.TryGetValue(outcome, out var told) ? (told, told.StatusId == Statuses.Signed) : (Statuses.Endings[Recipients.Signs], true);
        return order with
        {
            Next = null,
            Signatures = signs ? signing.Sign(order, outcome) : [],
            History =
            [
                .. order.History,
                new StatusRecord(orders.NextRecordId(), ending.StatusId, ending.Title, at, true, ending.AgencyCode, ending.AgencyTitle, ending.AgencyId, ending.Comment),
            ],
        };
    }
}
