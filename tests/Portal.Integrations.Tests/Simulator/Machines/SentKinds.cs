using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Portal.Integrations.Tests.Simulator.Machines;

/// <summary>Makes docflows of every kind: outgoing ones through a draft, incoming ones by the control.</summary>
internal static class SentKinds
{
    private static readonly Dictionary<string, (string Recipient, string Code, string Main)> Outgoing = new()
    {
        ["fns534-report"] = ("ifns-code", "0087", "fns534-report"),
        ["fns534-ion"] = ("ifns-code", "0087", "fns534-ion-request"),
        ["fns534-letter"] = ("ifns-code", "0087", "fns534-letter"),
        ["fns534-submission"] = ("ifns-code", "0087", "fns534-submission-message"),
        ["fns534-inventory"] = ("ifns-code", "0087", "fns534-inventory-message"),
        ["fns534-application"] = ("ifns-code", "0087", "fns534-application"),
        ["business-registration"] = ("registration-ifns-code", "0087", "business-registration-application"),
        ["sfr-report"] = ("", "", "sfr-report-report-document"),
        ["pfr-report"] = ("upfr-code", "066-001", "pfr-report"),
        ["pfr-report-v2"] = ("upfr-code", "066-001", "pfr-report-report-v2"),
        ["pfr-letter"] = ("upfr-code", "066-001", "pfr-letter"),
        ["pfr-ios"] = ("upfr-code", "066-001", "pfr-ios-request"),
        ["pfr-ancillary"] = ("upfr-code", "066-001", "pfr-ancillary-document"),
        ["stat-report"] = ("togs-code", "00-87", "stat-report"),
        ["stat-letter"] = ("togs-code", "00-87", "stat-letter"),
        ["mvd-notification"] = ("mvd-code", "660-066", "mvd-notification-epgu-notification"),
        ["fss-sedo-demand-reply"] = ("fss-code", "SEDO-TEST", "fss-sedo-demand-reply-request"),
    };

    /// <summary>The path of a new docflow; <paramref name="code"/> takes another recipient, <paramref name="related"/> names what is answered.</summary>
    public static async Task<string> MakeAsync(ExternSandbox sandbox, ExternUser user, string kind, string? code = null, JsonObject? related = null) =>
        Outgoing.TryGetValue(kind, out var known) ? await SendAsync(user, kind, known, code, related) : await ReceiveAsync(sandbox, $"kind={kind}");

    public static async Task<string> ReceiveAsync(ExternSandbox sandbox, string query)
    {
        var made = await sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri($"/controls/extern/accounts/{ExternSandbox.Testovaya}/incoming?{query}", UriKind.Relative)));
        return $"/v1/{ExternSandbox.Testovaya}/docflows/{(string)made.Expect(HttpStatusCode.OK).Json["docflow-id"]!}";
    }

    public static Task<ExternReply> AdvanceAsync(ExternSandbox sandbox, string docflow, string outcome) =>
        sandbox.SendAsync(new HttpRequestMessage(HttpMethod.Post, new Uri($"/controls/extern/docflows/{docflow.Split('/')[^1]}/advance?outcome={outcome}", UriKind.Relative)));

    public static async Task<string> DraftAsync(ExternUser user, string kind, string? code = null, JsonObject? related = null)
    {
        var known = Outgoing[kind];
        var payer = new JsonObject { ["inn"] = "6676130154", ["organization"] = new JsonObject { ["kpp"] = "667601001" } };
        (payer["okpo"], payer["registration-number-pfr"], payer["registration-number-sfr"]) = ("12345678", "066-001-123456", kind == "sfr-report" ? "1234567890" : null);
        var meta = new JsonObject
        {
            ["sender"] = new JsonObject { ["inn"] = "6676130154", ["kpp"] = "667601001", ["certificate"] = new JsonObject { ["content"] = await user.CertificateAsync(ExternSandbox.Testovaya) } },
            ["recipient"] = known.Recipient.Length == 0 ? [] : new JsonObject { [known.Recipient] = code ?? known.Code },
            ["payer"] = payer,
            ["related-document"] = related,
        };
        return $"/v1/{ExternSandbox.Testovaya}/drafts/{(string)(await user.PostAsync($"/v1/{ExternSandbox.Testovaya}/drafts", meta)).Expect(HttpStatusCode.Created).Json["id"]!}";
    }

    private static async Task<string> SendAsync(ExternUser user, string kind, (string Recipient, string Code, string Main) known, string? code, JsonObject? related)
    {
        var draft = await DraftAsync(user, kind, code, related);
        var isReport = kind == "fns534-report";
        var name = isReport ? ExternSandbox.TestovayaReport : "0606028_file.xml";
        var bytes = isReport ? ExternSandbox.Sample(name) : Encoding.UTF8.GetBytes("""<report okud="0606028" year="2024" period="21" version="1.0"/>""");
        if (isReport && code is not null)
        {
            // The sample names its inspection in the file.
            (name, bytes) = (name.Replace("0087", code, StringComparison.Ordinal), Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(bytes).Replace("0087", code, StringComparison.Ordinal)));
        }

        await user.AddDocumentAsync(draft, bytes, name, $"urn:document:{known.Main}");
        if (kind != "sfr-report")
        {
            await user.SignBySmsAsync(draft);
        }

        var sent = await user.RunAsync(draft, "send");
        Assert.True(sent["task-result"]?["status"] is not null && sent["task-result"]!["links"] is not null, sent.ToJsonString());
        return $"/v1/{ExternSandbox.Testovaya}/docflows/{(string)sent["task-result"]!["id"]!}";
    }
}
