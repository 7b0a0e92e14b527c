using Portal.Simulator.KonturExtern.Wire;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Drafts;

/// <summary>Drafts and their metas (drafts contract 1.2 rows 1–7, list 1.9).</summary>
internal sealed class DraftsEndpoints(DraftStore drafts, SimulatorClock clock)
{
    public const string Path = "/v1/{accountId:guid}/drafts";
    public const string One = Path + "/{draftId:guid}";

    public void Map(ExternRoutes routes)
    {
        routes.Post(Path, CreateAsync);
        routes.Get(Path, List);
        routes.Get(One, call => ExternAnswer.Ok(DraftShapes.Draft(call, drafts, drafts.Get(call))));
        routes.Put(One, PutAsync);
        routes.Delete(One, Delete);
        routes.Get(One + "/meta", call => ExternAnswer.Ok(drafts.Get(call).Meta.Named(call.Account)));
        routes.Put(One + "/meta", PutMetaAsync);
        routes.Post(One + "/create-web-draft", CreateWebDraft);
    }

    private async Task<ExternAnswer> CreateAsync(ExternCall call)
    {
        var meta = (await call.ReadAsync<DraftMeta>()).Validated();
        var draft = drafts.Put(New(call, Guid.NewGuid(), meta));
        return ExternAnswer.Created(DraftShapes.Draft(call, drafts, draft));
    }

    private async Task<ExternAnswer> PutAsync(ExternCall call)
    {
        var meta = (await call.ReadAsync<DraftMeta>()).Validated();
        lock (drafts.Gate)
        {
            var changed = drafts.Find(call.Id("draftId")) is null
                ? drafts.Put(New(call, call.Id("draftId"), meta))
                : drafts.Change(call, draft => (draft with { Meta = meta }).Renewed());
            return ExternAnswer.Ok(DraftShapes.Draft(call, drafts, changed));
        }
    }

    private async Task<ExternAnswer> PutMetaAsync(ExternCall call)
    {
        _ = drafts.Get(call);
        var meta = (await call.ReadAsync<DraftMeta>()).Validated();
        return ExternAnswer.Ok(drafts.Change(call, draft => (draft with { Meta = meta }).Renewed()).Meta.Named(call.Account));
    }

    /// <summary>Hands a draft over to the web product, where only one file can go (drafts contract 1.2 row 30); the shape of the link is chosen by us.</summary>
    private ExternAnswer CreateWebDraft(ExternCall call)
    {
        lock (drafts.Gate)
        {
            var draft = drafts.Get(call);
            if (draft.Status == DraftStatus.ReadyToSend)
            {
                throw ExternException.BadRequest("Подготовленный черновик передать в веб-интерфейс нельзя.");
            }

            if (DraftPlans.Of(draft)?.Type is not ("fns534-report" or "fns534-application" or "fns534-submission" or "stat-report" or "sfr-report"))
            {
                throw ExternException.BadRequest("Документы этого вида в веб-интерфейс не передаются.");
            }

            if (draft.Documents.Count != 1)
            {
                throw ExternException.BadRequest("В веб-интерфейс передаётся только черновик с одним файлом, без приложений.");
            }

            drafts.Change(call, changed => changed with { Status = DraftStatus.TransferredToWeb });
            return ExternAnswer.Ok(call.Link("web-draft", $"/web/drafts/{draft.Id}"));
        }
    }

    private ExternAnswer Delete(ExternCall call)
    {
        drafts.Remove(call);
        return ExternAnswer.Empty();
    }

    private ExternAnswer List(ExternCall call)
    {
        var (skip, take) = call.Page();
        var found = drafts.Readable(call);
        var links = new List<Link>();
        if (take > 0)
        {
            var last = Math.Max(0, (found.Count - 1) / take * take);
            AddPage("first", 0, true);
            AddPage("last", last, true);
            AddPage("current", skip, true);
            AddPage("previous", Math.Max(0, skip - take), skip > 0);
            AddPage("next", skip + take, skip + take < found.Count);
        }

        return ExternAnswer.Ok(new
        {
            Skip = skip, Take = take, TotalCount = found.Count,
            Drafts = found.Skip(skip).Take(take).Select(draft => DraftShapes.Draft(call, drafts, draft)).ToList(),
            PageLinks = links,
        });

        void AddPage(string rel, int from, bool makesSense)
        {
            if (makesSense)
            {
                links.Add(call.Link(rel, $"/v1/{call.Account.Id}/drafts?skip={from}&take={take}"));
            }
        }
    }

    private ExternDraft New(ExternCall call, Guid id, DraftMeta meta) => new(id, call.Account.Id, call.UserId, meta, DraftStatus.New, [], null, clock.UtcNow);
}
