using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Portal.Integrations.KonturAuth;

namespace Portal.Benchmarks;

/// <summary>A Kontur session of the director, taken by trusted authentication as the portal would.</summary>
public static class BenchmarkSession
{
    /// <summary>The sid and the api-key.</summary>
    public static async Task<(string Sid, string ApiKey)> OpenAsync(Uri simulator, string sandbox)
    {
        var key = (await File.ReadAllTextAsync(Path.Combine(sandbox, "api-key"))).Trim();
        var password = (await File.ReadAllTextAsync(Path.Combine(sandbox, "partner.pfx.password"))).Trim();
        using var certificate = X509CertificateLoader.LoadPkcs12FromFile(Path.Combine(sandbox, "partner.pfx"), password);
        var services = new ServiceCollection();
        services.AddKonturAuth(options =>
        {
            (options.Address, options.ApiKey) = (new Uri(simulator, "kontur-auth"), key);
            options.SigningCertificate = () => certificate;
        });
        await using var provider = services.BuildServiceProvider();
        var sid = await provider.GetRequiredService<TrustedAuthentication>().SignInAsync(
            new Guid("20000000-0000-4000-8000-000000000001"), new TrustedIdentity(TrustedIdentityKind.Phone, "9020000001"), CancellationToken.None);
        return (sid, key);
    }
}
