using System.Security.Cryptography;
using Portal.Simulator.Epgu.Pki;
using Portal.Simulator.KonturExtern.Certificates;

namespace Portal.Simulator.Esia;

/// <summary>What an administrator of ESIA and of a sending organisation can do, under <c>/controls/esia</c>.</summary>
internal static class EsiaControls
{
    public static void Map(RouteGroupBuilder controls)
    {
        controls.MapPost("/keys", Make);
        controls.MapPost("/keys/{apiKey}/refuse", (EsiaKeys keys, string apiKey, string? code) =>
        {
            if (keys.Find(apiKey) is not { } key)
            {
                return Results.NotFound();
            }

            if (code is not null && !EsiaError.OfKeys.Any(error => error.Code == code))
            {
                return Results.Json(new { error = $"code is one of {string.Join(", ", EsiaError.OfKeys.Select(error => error.Code))}; without it the key works again." }, EsiaModule.Json, statusCode: 400);
            }

            keys.Put(key with { Refusal = code });
            return Results.NoContent();
        });
        controls.MapPost("/tokens/end", (AccessTokens tokens) =>
        {
            tokens.EndAll();
            return Results.NoContent();
        });
    }

    /// <summary>One more sending organisation: its API-Key, certificate and open PKCS#8 key.</summary>
    private static IResult Make(EsiaKeys keys, SenderSandbox sandbox, string? name, string? inn, string? mnemonic)
    {
        if (inn is null || inn.Length != 10 || !inn.All(char.IsAsciiDigit))
        {
            return Results.Json(new { error = "inn has ten digits." }, EsiaModule.Json, statusCode: 400);
        }

        var oids = keys.NextOids();
        var organization = new EsiaOrganization(oids.Organization, name ?? "ООО «Вторая»", inn, CertificateIssue.OgrnOf(inn));
        var key = keys.Put(new EsiaKey(Guid.NewGuid().ToString(), oids.Owner, "Вторая Вера Васильевна", organization, mnemonic ?? "DEMO02"));
        var (privateKey, certificate) = sandbox.Make(organization);
        return Results.Json(
            new
            {
                key.ApiKey, key.OwnerOid, key.OwnerName, key.Mnemonic, key.Organization, Certificate = Authorities.PemOf(certificate),
                PrivateKey = PemEncoding.WriteString("PRIVATE KEY", GostKey.ToPkcs8(privateKey).Encode()),
            },
            EsiaModule.Json);
    }
}
