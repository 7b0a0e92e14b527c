using Portal.Features.Drafts;
using Portal.Storage;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Drafts;

/// <summary>Rows of drafts for store tests.</summary>
internal static class DraftRows
{
    /// <summary>A draft of a new link, with its report, in the given state.</summary>
    public static async Task<Draft> AddAsync(Database database, DraftState state = DraftState.Editing, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        var link = await Databases.LinkAsync(database);
        var draft = new Draft
        {
            Id = Guid.NewGuid().ToString(), LinkId = link.Id, AccountId = Guid.NewGuid().ToString(), State = state,
            Facts = new ReportFacts { Knd = "0710099", FormName = "Бухгалтерская отчётность", Inn = "6676130154", Year = "2024" },
            CreatedAt = clock.GetUtcNow(), ChangedAt = clock.GetUtcNow(),
        };
        await new DraftStore(database, clock).AddAsync(draft, File(draft.Id, DocumentKind.Report));
        return draft;
    }

    /// <summary>A file of a draft.</summary>
    public static DraftDocument File(string draftId, DocumentKind kind) => new()
    {
        Id = Guid.NewGuid().ToString(), DraftId = draftId, Kind = kind, FileName = kind + ".xml", Size = 12, Sha256 = "ab", ContentId = Guid.NewGuid().ToString(),
        UploadedAt = TimeProvider.System.GetUtcNow(),
    };
}
