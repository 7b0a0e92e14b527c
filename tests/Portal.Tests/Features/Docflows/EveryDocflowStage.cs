using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Docflows;

/// <summary>A portal whose state bodies do nothing by themselves: the walks say when.</summary>
public class EveryDocflowStage : IAsyncLifetime
{
    private readonly PortalFixture fixture;

    public EveryDocflowStage() => fixture = new PortalFixture
    {
        RobotDelay = TimeSpan.FromDays(1), Settings = new Dictionary<string, string> { ["Replies:ForceConfirmationSignsAtOnce"] = $"{Manner.ReceiptsAreConfirmed}" },
    };

    /// <summary>Receipts are confirmed where the portal takes the value for "at once" that the service takes for "confirm".</summary>
    internal virtual AnswerManner Manner => new(ReceiptsAreConfirmed: false, SendingsAreLost: false);

    public ValueTask InitializeAsync() => fixture.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return fixture.DisposeAsync();
    }

    /// <summary>Every row by every way to confirm.</summary>
    internal static TheoryData<string, string> Of(IEnumerable<string> rows)
    {
        var data = new TheoryData<string, string>();
        foreach (var (row, way) in rows.SelectMany(row => DocflowSigner.Ways.Select(way => (row, way))))
        {
            data.Add(row, way);
        }

        return data;
    }

    /// <summary>Makes a docflow of the row's type and takes it to its end.</summary>
    internal async Task WalkAsync(string row, string[] steps, string way)
    {
        var (kind, signer) = (row.Split(' ')[0], DocflowSigner.By(way));
        var actor = await fixture.InAsync(signer.Login, signer.AccountId);
        var (entryId, docflowId) = await SentDocflow.MakeAsync(fixture, signer, actor, kind);
        var walk = new DocflowWalk(new DocflowScene(fixture, signer, actor, entryId, docflowId, kind.Split('&')[0]), Manner);
        foreach (var step in steps)
        {
            await walk.StepAsync(step);
        }

        await walk.EndAsync();
    }
}
