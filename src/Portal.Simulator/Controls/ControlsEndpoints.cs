using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Portal.Simulator.KonturAuth;
using Portal.Simulator.KonturIdentity;
using Portal.Simulator.PartnerIdp;
using Portal.Simulator.People;
using Portal.Simulator.Phones;
using Portal.Simulator.Sandbox;
using Portal.Simulator.State;

namespace Portal.Simulator.Controls;

/// <summary>The JSON controls that belong to no single vendor.</summary>
internal static class ControlsEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private const int MadePeopleShown = 1000;

    public static void Map(RouteGroupBuilder controls)
    {
        controls.MapGet("/health", () => Answer(new { status = "ok" }));
        controls.MapGet("/people", (KonturUsers users) => Answer(DemoPeople.All.Concat(users.Made.Take(MadePeopleShown))));
        controls.MapGet("/requests", (RequestJournal journal, string? vendor, string? path, string? verb, long? after, int? last) =>
            Answer(journal.Read(vendor, path, verb, after ?? 0, last)));
        controls.MapGet("/sms", (SmsInbox inbox, string? phone) =>
            Answer(inbox.Read(string.IsNullOrEmpty(phone) ? null : PhoneNumber.Normalise(phone) ?? phone)));

        controls.MapGet("/faults", (FaultList faults) => Answer(faults.Read().Select(View)));
        controls.MapPost("/faults", AddFaultsAsync);
        controls.MapDelete("/faults", (FaultList faults) =>
        {
            faults.Reset();
            return Results.NoContent();
        });

        controls.MapGet("/clock", (SimulatorClock clock) => Answer(View(clock)));
        controls.MapPost("/clock/advance", (SimulatorClock clock, string? by) =>
        {
            if (Duration.Parse(by) is not { } span)
            {
                return Problem("by must be a positive duration such as 24:00:00 or 3.00:00:00.");
            }

            clock.Advance(span);
            return Answer(View(clock));
        });

        controls.MapPost("/reset", Reset);
        controls.MapPost("/idp/backchannel-logout", LogOutAsync);
        controls.MapPost("/kontur-auth/sessions/end", (SessionDirectory sessions, Tickets<AccessToken> tokens) =>
        {
            sessions.EndAll();
            tokens.Reset();
            return Results.NoContent();
        });
        controls.MapPost("/kontur-auth/certificates", IssueCertificate);

        // Kontur's support answers the letter that asks for it: no call of the vendor undoes a link.
        controls.MapPost("/kontur-auth/links/{serviceUserId}/remove", (LinkDirectory links, string serviceUserId) =>
            links.Remove(serviceUserId) ? Results.NoContent() : Results.NotFound());
    }

    /// <summary>The provider ends every sign-in of a person and tells the portals; with a flaw it only tells, wrongly.</summary>
    private static async Task<IResult> LogOutAsync(IdpSessions sessions, BackChannel backChannel, string? login, string? wrong)
    {
        var flaw = LogoutFlaw.None;
        if (DemoPeople.All.FirstOrDefault(known => known.Login == login) is not { } person || (wrong is not null && !Enum.TryParse(wrong, ignoreCase: true, out flaw)))
        {
            return Problem($"login is one of the people's, and wrong one of {string.Join(", ", Enum.GetNames<LogoutFlaw>())}.");
        }

        var answers = new List<LogoutAnswer>();
        foreach (var session in sessions.Of(person))
        {
            if (flaw == LogoutFlaw.None)
            {
                sessions.End(session.Id);
            }

            answers.AddRange(await backChannel.TellAsync(session, flaw));
        }

        return Answer(answers);
    }

    /// <summary>A key pair with an RSA certificate of the sandbox, for signing in by certificate: PKCS#12 under the given password.</summary>
    private static IResult IssueCertificate(KonturUsers users, ICertificateOwners owners, string? login, string? password)
    {
        if (users.ByLogin(login ?? "director") is not { } person)
        {
            return Problem("login is one of the people's who are users of Kontur.");
        }

        using var key = RSA.Create(2048);
        using var bare = X509CertificateLoader.LoadCertificate(owners.Issue(person, key.ExportSubjectPublicKeyInfo()));
        using var pair = bare.CopyWithPrivateKey(key);
        return Results.Bytes(pair.Export(X509ContentType.Pkcs12, password ?? "sandbox"), "application/x-pkcs12", $"{person.Login}.pfx");
    }

    private static async Task<IResult> AddFaultsAsync(HttpRequest request, FaultList faults)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
            var orders = body.RootElement.ValueKind == JsonValueKind.Array
                ? body.RootElement.Deserialize<List<FaultOrder>>(Json)!
                : [body.RootElement.Deserialize<FaultOrder>(Json)!];
            return orders.Select(order => order.Problem()).FirstOrDefault(problem => problem is not null) is { } wrong
                ? Problem(wrong)
                : Answer(orders.Select(faults.Add).Select(View).ToList());
        }
        catch (JsonException reason)
        {
            return Problem($"The body is not a fault or a list of faults: {reason.Message}");
        }
    }

    private static IResult Reset(StateStore store, IEnumerable<IResettable> parts, RegistryFiles registry)
    {
        store.Clear();
        foreach (var part in parts)
        {
            part.Reset();
        }

        registry.Write();
        return Results.NoContent();
    }

    private static object View(Fault fault) => new
    {
        fault.Id, fault.Order.Path, fault.Order.Verb, fault.Order.Status, fault.Order.DelayMs, fault.Order.DropAfterAccept, fault.Order.Times,
        fault.Order.RetryAfterS, fault.Order.DontRetry, fault.Order.Bare, fault.Remaining,
    };

    private static object View(SimulatorClock clock) => new { now = clock.UtcNow, offset = clock.Offset };

    private static IResult Answer(object value) => Results.Json(value, Json);

    private static IResult Problem(string message) => Results.Json(new { error = message }, Json, statusCode: StatusCodes.Status400BadRequest);
}
