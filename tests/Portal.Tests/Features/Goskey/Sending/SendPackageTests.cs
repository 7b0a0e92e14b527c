using Portal.Access;
using Portal.Features.Goskey;
using Portal.Features.Goskey.Senders;
using Portal.Features.Goskey.Sending;
using Portal.Storage;
using Portal.Testing;
using Portal.Tests.Storage;

namespace Portal.Tests.Features.Goskey.Sending;

/// <summary>Whatever happens on the wire, one package arrives at most, and the page tells the truth.</summary>
public sealed class SendPackageTests(SendPackageTests.Stage stage) : IClassFixture<SendPackageTests.Stage>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_package_reserves_its_number_arrives_and_is_signed_with_every_signature_verified()
    {
        var id = await stage.DraftAsync(GoskeyStage.Willing, documents: [("Договор № 15.pdf", GoskeyStage.Pdf("a")), ("Акт.xml", "<?xml version=\"1.0\"?><Акт/>"u8.ToArray()), ("Заметка.txt", "Привет"u8.ToArray())]);
        await stage.SubmitAsync(id);
        var waiting = await stage.StateAsync(id, PackageState.Signed);
        var arrived = Assert.Single(await stage.ArrivedAsync(id));
        Assert.Equal(waiting.OrderId, arrived.OrderId);
        await Eventually.IsTrueAsync(async () => (await stage.FindAsync(id)).ResultsAt is not null, "the results are verified", TimeSpan.FromSeconds(30), Stop);

        var signed = await stage.FindAsync(id);
        Assert.Equal(0, signed.Alarms);
        var documents = await stage.Get<PackageStore>().DocumentsAsync(id, Stop);
        Assert.Equal(3, documents.Count);
        Assert.All(documents, document => Assert.True(document is { GostDigest.Length: 64, SenderSignature: not null, RecipientSignature: not null, Alarm: null }, document.Report));
        Assert.Equal(["Dogovor", "Akt", "Zametka"], documents.Select(document => document.WireName.Split('_', '.', ' ')[0]));
    }

    [Fact]
    public async Task Two_tabs_that_press_at_once_send_one_package()
    {
        var id = await stage.DraftAsync();
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            await Task.Yield();
            return await stage.Get<SubmitPackage>().RunAsync(stage.Head, id, Stop);
        }));
        Assert.Single(outcomes, outcome => outcome.Queued);
        await stage.StateAsync(id, PackageState.Waiting);
        Assert.Single(await stage.ArrivedAsync(id));
    }

    [Fact]
    public async Task A_lost_answer_of_the_upload_is_settled_by_asking_for_the_number()
    {
        var id = await stage.DraftAsync();
        await stage.Outside.FaultAsync("/push/chunked", dropAfterAccept: true);
        await stage.SubmitAsync(id);
        var found = await stage.StateAsync(id, PackageState.Waiting);
        Assert.Equal(found.OrderId, Assert.Single(await stage.ArrivedAsync(id)).OrderId);
    }

    [Fact]
    public async Task An_upload_that_did_not_arrive_is_told_as_not_sent_and_goes_when_it_is_pressed_again()
    {
        var id = await stage.DraftAsync();
        await stage.Outside.FaultAsync("/push/chunked", status: 503);
        await stage.SubmitAsync(id);
        await stage.StateAsync(id, PackageState.Checking);
        var lost = await stage.StateAsync(id, PackageState.NotSent);
        Assert.Contains("не дошёл", lost.Problem, StringComparison.Ordinal);
        Assert.Empty(await stage.ArrivedAsync(id));
        Assert.False(await stage.Get<TakeBackPackage>().RunAsync(stage.Head, id, Stop));

        await stage.SubmitAsync(id);
        await stage.StateAsync(id, PackageState.Waiting);
        Assert.Single(await stage.ArrivedAsync(id));
    }

    [Fact]
    public async Task A_number_that_could_not_be_reserved_is_asked_for_again_by_itself()
    {
        var id = await stage.DraftAsync();
        await stage.Outside.FaultAsync("gusmev/order$", status: 503);
        await stage.SubmitAsync(id);
        await stage.StateAsync(id, PackageState.Waiting);
        Assert.Single(await stage.ArrivedAsync(id));
    }

    [Fact]
    public async Task A_refusal_is_told_with_advice_and_nothing_is_repeated_by_itself()
    {
        var id = await stage.DraftAsync();
        await stage.Outside.QuirksAsync(new { denySending = "bad_delegation" });
        try
        {
            await stage.SubmitAsync(id);
            var refused = await stage.StateAsync(id, PackageState.NotSent);
            Assert.NotNull(refused.Problem);
            Assert.Empty(await stage.ArrivedAsync(id));
        }
        finally
        {
            await stage.Outside.QuirksAsync(new { denySending = (string?)null });
        }

        Assert.True(await stage.Get<TakeBackPackage>().RunAsync(stage.Head, id, Stop));
        Assert.Equal(PackageState.Draft, (await stage.FindAsync(id)).State);
    }

    [Fact]
    public async Task A_right_that_was_taken_away_while_the_package_waited_stops_it()
    {
        var rights = stage.Get<SenderRightStore>();
        var id = await stage.DraftAsync();
        await stage.Outside.FaultAsync("gusmev/order$", status: 429);
        await stage.SubmitAsync(id);
        await Eventually.IsTrueAsync(async () => await stage.FindAsync(id) is { State: PackageState.Queued, NotBefore: not null }, "the package waits", TimeSpan.FromSeconds(30), Stop);
        var right = Assert.Single(await rights.OfPersonAsync(stage.Head.PersonId, Stop));
        Assert.True(await rights.RevokeAsync(right.Id, "тест", Stop));
        try
        {
            await Databases.ScalarAsync<object>(stage.Get<Database>(), "UPDATE goskey_package SET not_before = NULL WHERE id = @id", new { id });
            var stopped = await stage.StateAsync(id, PackageState.NotSent);
            Assert.Contains("доступа", stopped.Problem, StringComparison.Ordinal);
            await Assert.ThrowsAsync<AccessDeniedException>(() => stage.Get<SubmitPackage>().RunAsync(stage.Head, id, Stop));
            Assert.Empty(await stage.ArrivedAsync(id));
        }
        finally
        {
            Assert.True(await rights.GrantAsync(right with { Id = Guid.NewGuid().ToString() }, Stop));
        }
    }

    [Fact]
    public async Task A_last_chunk_that_is_answered_like_the_others_is_asked_about_before_it_counts()
    {
        var id = await stage.DraftAsync();
        await stage.Outside.QuirksAsync(new { lastChunk206 = true });
        try
        {
            await stage.SubmitAsync(id);
            await stage.StateAsync(id, PackageState.Waiting);
        }
        finally
        {
            await stage.Outside.QuirksAsync(new { lastChunk206 = false });
        }

        Assert.Single(await stage.ArrivedAsync(id));
    }

    [Fact]
    public async Task A_throttled_owner_waits_and_the_package_goes_later_by_itself()
    {
        var id = await stage.DraftAsync();
        await stage.Outside.FaultAsync("gusmev/order$", status: 429);
        await stage.SubmitAsync(id);
        await Eventually.IsTrueAsync(async () => await stage.FindAsync(id) is { State: PackageState.Queued, NotBefore: not null, Problem: not null }, "the package waits", TimeSpan.FromSeconds(30), Stop);
        Assert.True(await stage.Get<TakeBackPackage>().RunAsync(stage.Head, id, Stop));
        Assert.Empty(await stage.ArrivedAsync(id));
    }

    [Fact]
    public async Task More_than_fifty_megabytes_go_in_a_series_that_ends_with_200()
    {
        var before = await stage.Outside.LastRequestAsync();
        var id = await stage.DraftAsync(documents: [("Большой 1.pdf", GoskeyStage.Pdf("1", 29_000_000)), ("Большой 2.pdf", GoskeyStage.Pdf("2", 29_000_000))]);
        await stage.SubmitAsync(id);
        await stage.StateAsync(id, PackageState.Waiting);
        Assert.Single(await stage.ArrivedAsync(id));
        Assert.Equal([206, 206, 200], (await stage.Outside.RequestsAsync("/push/chunked")).Where(line => line.Id > before).Select(line => line.Status));
        await Eventually.IsTrueAsync(() => !Directory.EnumerateFileSystemEntries(Path.Combine(stage.Portal.DataFolder, "spool")).Any(), "nothing is left in the spool", cancellationToken: Stop);
    }

    [Fact]
    public async Task A_signed_package_is_never_sent_again_as_itself_and_an_expired_one_only_as_a_new_one()
    {
        var id = await stage.DraftAsync();
        await stage.SubmitAsync(id);
        var waiting = await stage.StateAsync(id, PackageState.Waiting);
        Assert.Null(await stage.Get<SendAgain>().RunAsync(stage.Head, id, Stop));
        await Eventually.IsTrueAsync(async () => (await stage.Outside.OrdersAsync()).Single(order => order.OrderId == waiting.OrderId).IsWithRecipient, "the recipient has it", TimeSpan.FromSeconds(30), Stop);
        await stage.Outside.ActAsync(waiting.OrderId!.Value, "expire");
        await stage.StateAsync(id, PackageState.Expired);

        Assert.False((await stage.Get<SubmitPackage>().RunAsync(stage.Head, id, Stop)).Queued);
        var again = Assert.IsType<string>(await stage.Get<SendAgain>().RunAsync(stage.Head, id, Stop));
        var draft = await stage.FindAsync(again);
        Assert.Equal((PackageState.Draft, id), (draft.State, draft.AgainOf));
        await stage.SubmitAsync(again);
        var second = await stage.StateAsync(again, PackageState.Waiting);
        Assert.NotEqual(waiting.OrderId, second.OrderId);
    }

    /// <summary>Its own portal.</summary>
    public sealed class Stage : GoskeyStage;
}
