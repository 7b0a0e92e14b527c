using Portal.Access;
using Portal.Features.Goskey.Assembly;
using Portal.Features.Goskey.Senders;
using Portal.Features.Goskey.Sending;
using Portal.Ui;

namespace Portal.Features.Goskey.New;

/// <summary>Where something wrong is mended.</summary>
public enum ConcernPlace
{
    /// <summary>The first step.</summary>
    Recipient,

    /// <summary>The second step.</summary>
    Documents,

    /// <summary>Only an administrator can.</summary>
    Administrator,
}

/// <summary>Something that keeps a package from being sent: a sentence without its end mark.</summary>
public sealed record ReviewConcern(ConcernPlace Place, string Text);

/// <summary>Who signs for the organisation.</summary>
/// <param name="Organization">Short name.</param>
/// <param name="Inn">INN.</param>
/// <param name="Kind">As whom the person sends; null when they may not.</param>
/// <param name="Owner">Owner of the certificate; null when there is none.</param>
/// <param name="EndsAt">End of the certificate; null when there is none.</param>
public sealed record ReviewSender(string Organization, string Inn, SenderRightKind? Kind, string? Owner, DateTimeOffset? EndsAt);

/// <summary>Everything that a person looks at before sending.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="Sender">Who sends; null when none is chosen or it is gone.</param>
/// <param name="Concerns">What keeps it from being sent; empty when nothing does.</param>
/// <param name="Packages">How many packages it becomes.</param>
/// <param name="LastAfter">How much later than the first the last one goes, when nobody else sends (contract goskey 3.11).</param>
public sealed record PackageReview(DraftView Draft, ReviewSender? Sender, IReadOnlyList<ReviewConcern> Concerns, int Packages, TimeSpan LastAfter);

/// <summary>The last look at a draft before it is sent.</summary>
public sealed class ReviewPackage(OpenDraft open, FindSendingRight rights, SenderStore senders, SenderKeys keys, TimeProvider clock)
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    /// <summary>The review; null when there is no such draft of this person.</summary>
    public async Task<PackageReview?> RunAsync(Actor actor, string packageId, CancellationToken cancellationToken = default)
    {
        if (await open.RunAsync(actor, packageId, cancellationToken) is not { } draft)
        {
            return null;
        }

        var concerns = new List<ReviewConcern>();
        var sender = await LookAtSenderAsync(actor, draft.Package, concerns, cancellationToken);
        if (draft.Package.Snils is null && draft.Listed.Count == 0)
        {
            concerns.Add(new ReviewConcern(ConcernPlace.Recipient, "Не указано, кто подписывает"));
        }
        else if (draft.Package.ConsentedAt is null)
        {
            concerns.Add(new ReviewConcern(ConcernPlace.Recipient, draft.Listed.Count > 0 ? "Список изменился: отметьте ещё раз, что все согласны" : "Не отмечено, что человек согласен"));
        }

        if (PackageCheck.TitleProblem(draft.Rules, draft.Package.Title) is { } title)
        {
            concerns.Add(new ReviewConcern(ConcernPlace.Documents, title));
        }

        concerns.AddRange(PackageCheck.Run(draft.Rules, OwnDrafts.Planned(draft.Documents)).Select(complaint =>
            new ReviewConcern(ConcernPlace.Documents, complaint.Document is { } place ? $"Документ № {place + 1}: {complaint.Text}" : complaint.Text)));
        var packages = Math.Max(1, draft.Listed.Count);
        return new PackageReview(draft, sender, concerns, packages, (packages - 1) / SendQueue.Limit * Window);
    }

    private async Task<ReviewSender?> LookAtSenderAsync(Actor actor, Package draft, List<ReviewConcern> concerns, CancellationToken cancellationToken)
    {
        if (draft.SenderId is "" || await senders.FindAsync(draft.SenderId, cancellationToken) is not { } profile)
        {
            concerns.Add(new ReviewConcern(ConcernPlace.Recipient, "Не выбрано, от какой организации отправить"));
            return null;
        }

        SenderRightKind? kind = null;
        try
        {
            kind = (await rights.RunAsync(actor, profile.Id, cancellationToken)).Right.Kind;
        }
        catch (AccessDeniedException error)
        {
            concerns.Add(new ReviewConcern(ConcernPlace.Administrator, error.Message == new AccessDeniedException().Message ? $"У вас нет права отправлять от организации «{profile.Organization}»" : error.Message.TrimEnd('.')));
        }

        if (keys.ProblemOf(profile) is { } problem)
        {
            concerns.Add(new ReviewConcern(ConcernPlace.Administrator, problem.TrimEnd('.')));
        }

        if (SenderProfile.DayOf(profile.ApiKeyEndsOn) is { } ends && ends < MoscowTime.DateOf(clock.GetUtcNow()))
        {
            concerns.Add(new ReviewConcern(ConcernPlace.Administrator, $"Срок API-Key организации истёк {MoscowTime.Day(ends)}"));
        }

        var certificate = keys.Look(profile).Certificate;
        return new ReviewSender(profile.Organization, profile.Inn, kind, certificate?.Owner, certificate?.NotAfter);
    }
}
