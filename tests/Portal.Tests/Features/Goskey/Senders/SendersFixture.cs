using System.Net.Http.Json;
using System.Text.Json;
using Portal.Access;
using Portal.Features.Goskey;
using Portal.Features.Goskey.Senders;
using Portal.Testing;
using Portal.Tests.Fixtures;

namespace Portal.Tests.Features.Goskey.Senders;

/// <summary>A portal whose settings name, beside the sandbox's key, keys of a second organisation that the tests write and spoil.</summary>
public sealed class SendersFixture : IAsyncLifetime
{
    /// <summary>INN of the second organisation.</summary>
    public const string SecondInn = "7709123453";

    private readonly TempFolder keys = new();
    private readonly PortalFixture portal;
    private HttpClient controls = null!;

    public SendersFixture() => portal = new PortalFixture
    {
        Settings = new Dictionary<string, string>
        {
            ["Goskey:Keys:second:Kind"] = "Pkcs8", ["Goskey:Keys:second:Path"] = keys.Combine("second.key"), ["Goskey:Keys:second:Certificate"] = keys.Combine("second.cer"),
            ["Goskey:Keys:missing:Kind"] = "Pkcs12", ["Goskey:Keys:missing:Path"] = keys.Combine("nothing.pfx"),
        },
    };

    /// <summary>The portal.</summary>
    public PortalFixture Portal => portal;

    /// <summary>API-Key of the second organisation.</summary>
    public string SecondApiKey { get; private set; } = "";

    /// <summary>Its OGRN.</summary>
    public string SecondOgrn { get; private set; } = "";

    /// <summary>Where its private key lies.</summary>
    public string SecondKeyFile => keys.Combine("second.key");

    public async ValueTask InitializeAsync()
    {
        await portal.InitializeAsync();
        controls = new HttpClient { BaseAddress = portal.Outside.Address };
        using var answer = await controls.PostAsync($"controls/esia/keys?inn={SecondInn}&mnemonic=DEMO02", null);
        answer.EnsureSuccessStatusCode();
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>();
        (SecondApiKey, SecondOgrn) = (made.GetProperty("apiKey").GetString()!, made.GetProperty("organization").GetProperty("ogrn").GetString()!);
        await File.WriteAllTextAsync(keys.Combine("second.cer"), made.GetProperty("certificate").GetString()!);
        await File.WriteAllTextAsync(SecondKeyFile, made.GetProperty("privateKey").GetString()!);
    }

    /// <summary>An operation or a store of the portal.</summary>
    public T Get<T>()
        where T : notnull => portal.Get<T>();

    /// <summary>From now on ESIA refuses the second organisation's key with a code; null lets it work again.</summary>
    public async Task RefuseAsync(string? code) =>
        (await controls.PostAsync($"controls/esia/keys/{SecondApiKey}/refuse{(code is null ? "" : "?code=" + code)}", null)).EnsureSuccessStatusCode();

    /// <summary>An administrator who signed in so long ago.</summary>
    public async Task<Actor> AdminAsync(TimeSpan ago = default)
    {
        var actor = await portal.Portal.ActorAsync("admin1") with { SessionId = Guid.NewGuid().ToString("N") };
        await portal.Portal.SignedInAsync(actor, ago);
        return actor;
    }

    /// <summary>The second organisation's profile as it is typed.</summary>
    public SenderInput Second => new()
    {
        Organization = "ООО «Вторая»", Inn = SecondInn, Ogrn = SecondOgrn, Mnemonic = "DEMO02", Region = "45000000000", Layout = RequestLayout.V1_9,
        PersonName = "Вторая Вера Васильевна", ApiKey = SecondApiKey, KeyName = "second",
    };

    /// <summary>The second organisation's profile, newly made, its predecessor closed.</summary>
    public async Task<SenderProfile> SecondAsync()
    {
        var (store, stop) = (Get<SenderStore>(), TestContext.Current.CancellationToken);
        foreach (var old in (await store.ListAsync(stop)).Where(one => one is { Inn: SecondInn, State: SenderState.Active }))
        {
            Assert.True(await store.CloseAsync(old.Id, old.Version, "test", stop));
        }

        var saved = Assert.IsType<SaveSenderOutcome.Saved>(await Get<SaveSender>().RunAsync(await AdminAsync(), Second, null, stop));
        return (await store.FindAsync(saved.Id, stop))!;
    }

    public async ValueTask DisposeAsync()
    {
        controls?.Dispose();
        await portal.DisposeAsync();
        keys.Dispose();
    }
}
