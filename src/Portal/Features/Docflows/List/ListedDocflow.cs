using Portal.Features.Docflows.Replies;

namespace Portal.Features.Docflows.List;

/// <summary>A row of Kontur's list.</summary>
/// <param name="NextAskAt">When it is next asked about by itself; null for never.</param>
/// <param name="Replies">Answers that the list says are possible; null or empty when it says nothing.</param>
public sealed record ListedDocflow(DocflowEntry Entry, DateTimeOffset? NextAskAt = null, IReadOnlyList<PossibleReply>? Replies = null);
