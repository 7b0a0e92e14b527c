using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Org.BouncyCastle.Security;
using Portal.Simulator.Epgu;
using Portal.Simulator.Epgu.Pki;
using Portal.Simulator.KonturExtern.Certificates;
using Portal.Simulator.State;

namespace Portal.Simulator.Esia;

/// <summary>An access token that was handed out, by the SHA-256 of its text.</summary>
internal sealed record EsiaToken(string Key, DateTimeOffset ExpiresAt, string ApiKey) : ITicket;

/// <summary>Access tokens as contract 2.3 describes them.</summary>
internal sealed class AccessTokens(Tickets<EsiaToken> tickets, EsiaKeys keys, Authorities authorities, QuirkStore quirks, SimulatorSettings settings, TimeProvider wall)
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly SecureRandom random = new();

    /// <summary>Issues a token for the owner of a key.</summary>
    public string Issue(EsiaKey key)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(wall.GetUtcNow().ToUnixTimeSeconds());
        var expires = now + (quirks.Now.TokenLifeSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : settings.Epgu.TokenLife);
        var header = Part(new { ver = 1, typ = "JWT", sbt = "access", alg = "GOST3410_2012_256" });
        var payload = Part(new Dictionary<string, object>
        {
            ["nbf"] = now.ToUnixTimeSeconds(),
            ["scope"] = $"http://lk.gosuslugi.ru/api-order http://esia.gosuslugi.ru/org_inf?org_oid={key.Organization.Oid}",
            ["iss"] = "http://esia.gosuslugi.ru/",
            ["urn:esia:sid"] = Guid.NewGuid().ToString(),
            ["urn:esia:sbj_id"] = key.OwnerOid,
            ["exp"] = expires.ToUnixTimeSeconds(),
            ["iat"] = now.ToUnixTimeSeconds(),
            ["client_id"] = key.Mnemonic,
        });
        var signed = $"{header}.{payload}";
        var token = $"{signed}.{Base64Url.EncodeToString(Sign(Encoding.ASCII.GetBytes(signed)))}";
        tickets.Put(new EsiaToken(Id(token), expires, key.ApiKey));
        return token;
    }

    /// <summary>Whose token this is; null when it is unknown or has ended.</summary>
    public EsiaKey? Owner(string token) => tickets.Find(Id(token)) is { } ticket ? keys.Find(ticket.ApiKey) : null;

    /// <summary>Ends every token: the next calls get 401.</summary>
    public void EndAll() => tickets.Reset();

    private byte[] Sign(byte[] bytes)
    {
        var calculator = GostKey.SignatureFactory(authorities.TokenKey.Key, random).CreateCalculator();
        using (calculator.Stream)
        {
            calculator.Stream.Write(bytes);
        }

        return calculator.GetResult().Collect();
    }

    private static string Part(object value) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(value, Json));

    private static string Id(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
