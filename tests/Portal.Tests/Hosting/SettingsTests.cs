using System.Reflection;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Portal.Access;
using Portal.Features.Goskey;
using Portal.Hosting;
using Portal.Storage;
using Portal.Testing;

namespace Portal.Tests.Hosting;

/// <summary>Wrong configuration does not start, and says everything wrong at once.</summary>
public sealed class SettingsTests
{
    /// <summary>Section → the class that is bound from it.</summary>
    private static readonly Dictionary<string, Type> Sections = typeof(StorageOptions).Assembly.GetTypes()
        .Where(type => type.GetField("Section", BindingFlags.Public | BindingFlags.Static) is { IsLiteral: true })
        .ToDictionary(type => (string)type.GetField("Section")!.GetRawConstantValue()!, StringComparer.Ordinal);

    /// <summary>Every key that is missing in empty settings.</summary>
    private static readonly string[] Missing =
    [
        "Storage:MasterKeyFile", "PublicAddress", "SignIn:Issuer", "SignIn:ClientId", "SignIn:ClientSecret", "KonturAuth:Address", "KonturAuth:ApiKey",
        "KonturAuth:SigningCertificate", "KonturExtern:Address",
    ];

    private static string Example => Path.Combine(RepositoryRoot.Path, "appsettings.example.json");

    [Fact]
    public async Task A_production_portal_without_settings_ends_with_code_one_and_names_every_key()
    {
        using var folder = new TempFolder();

        var ended = await Assert.ThrowsAsync<AppExitedException>(() => AppProcess.StartAsync(
            new AppProcessSettings
            {
                Project = "Portal",
                Arguments = port => ["--urls", $"http://localhost:{port}", "--Storage:DataFolder", folder.Path, "--Simulator:Port", "many"],
                Environment = new Dictionary<string, string?> { ["DOTNET_ENVIRONMENT"] = "Production" },
            },
            TestContext.Current.CancellationToken));

        Assert.Equal(1, ended.ExitCode);
        Assert.All(Missing, key => Assert.Contains("  - " + key, ended.Output, StringComparison.Ordinal));
        Assert.Contains("Simulator:Port", ended.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", ended.Output, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Every_problem_of_empty_settings_is_listed_at_once()
    {
        var problems = Problems(new ConfigurationBuilder().AddInMemoryCollection([Pair("Storage:DataFolder", "/nowhere")]).Build(), "Production");

        Assert.All(Missing, key => Assert.Contains(problems, problem => problem.StartsWith(key, StringComparison.Ordinal)));
        Assert.Equal(Missing.Length, problems.Count);
    }

    [Theory]
    [InlineData("PublicAddress", "http://portal.example.ru", "https")]
    [InlineData("SignIn:Issuer", "http://id.example.ru", "https")]
    [InlineData("KonturAuth:Address", "http://api.example.ru", "https")]
    [InlineData("KonturExtern:Address", "http://api.example.ru", "https")]
    [InlineData("PublicAddress", "portal", "address")]
    [InlineData("KonturExtern:Address", "ftp://api.example.ru", "address")]
    [InlineData("Simulator:Enabled", "true", "false")]
    [InlineData("Confirmations:CodeLength", "3", "10")]
    [InlineData("Simulator:Port", "70000", "65535")]
    [InlineData("KonturExtern:RequestTimeout", "00:00:00", "RequestTimeout")]
    [InlineData("KonturExtern:RequestTimeout", "soon", "KonturExtern:RequestTimeout")]
    [InlineData("Simulator:Port", "many", "Simulator:Port")]
    [InlineData("KonturExtern:Parallelism", "21", "20")]
    [InlineData("KonturAuth:ApiKey", "not-a-guid", "GUID")]
    [InlineData("KonturAuth:SessionMode", "Cookies", "KonturAuth:SessionMode")]
    [InlineData("KonturAuth:SessionMode", "7", "OpenIdTrusted")]
    [InlineData("Storage:ConnectionString", "portal.db", "Data Source")]
    [InlineData("Esia:Address", "https://esia.gosuslugi.ru", "Epgu:Address")]
    [InlineData("Epgu:Address", "https://www.gosuslugi.ru", "Esia:Address")]
    [InlineData("Esia:RequestTimeout", "00:10:00", "RequestTimeout")]
    [InlineData("Epgu:RequestsPerMinute", "0", "RequestsPerMinute")]
    [InlineData("Goskey:Sending", "Twice", "Goskey:Sending")]
    [InlineData("Goskey:MaxParallelSendings", "0", "MaxParallelSendings")]
    [InlineData("Goskey:SpoolFolder", "", "SpoolFolder")]
    [InlineData("Goskey:QuietFrom", "late", "Goskey:QuietFrom")]
    [InlineData("Goskey:SigningWindow", "00:00:00", "SigningWindow")]
    [InlineData("Goskey:Keys:romashka-2026:Kind", "", "Kind")]
    [InlineData("Goskey:Keys:romashka-2026:Path", "", "Path")]
    [InlineData("Goskey:Keys:romashka-2026:Kind", "Pkcs8", "Certificate")]
    [InlineData("Goskey:Keys:romashka-2026:Timeout", "01:00:00", "Timeout")]
    [InlineData("Goskey:Keys:ключ:Kind", "Pkcs12", "ключ")]
    [InlineData("Goskey:Trust:Unep:Anchors:0", "", "Goskey:Trust:Unep:Anchors:0")]
    [InlineData("Storage:MasterKeyFile", "", "MasterKeyFile")]
    [InlineData("SignIn:RoleClaim", "", "RoleClaim")]
    [InlineData("Sessions:IdleMinutes", "1", "IdleMinutes")]
    [InlineData("Sessions:AbsoluteHours", "0", "AbsoluteHours")]
    [InlineData("Sessions:StepUpMinutes", "0", "StepUpMinutes")]
    [InlineData("Sessions:CircuitsPerPerson", "0", "CircuitsPerPerson")]
    public void One_wrong_value_of_a_good_file_is_one_problem_that_names_its_key(string key, string value, string word)
    {
        using var folder = new TempFolder();

        var problem = Assert.Single(Problems(Good(folder, Pair(key, value)), "Production"));

        Assert.Contains(key.Split(':')[0], problem, StringComparison.Ordinal);
        Assert.Contains(word, problem, StringComparison.Ordinal);
    }

    [Fact]
    public void The_example_has_no_problem_once_its_secrets_are_there()
    {
        using var folder = new TempFolder();

        Assert.Empty(Problems(Good(folder), "Production"));
    }

    [Fact]
    public void The_mode_of_access_tokens_needs_the_provider_s_address_and_the_service_name()
    {
        using var folder = new TempFolder();
        var mode = Pair("KonturAuth:SessionMode", "OpenIdTrusted");

        var problems = Problems(Good(folder, mode, Pair("KonturAuth:OpenIdAddress", "http://identity.example.ru")), "Production");
        Assert.Equal(2, problems.Count);
        Assert.Contains(problems, problem => problem.StartsWith("KonturAuth:OpenIdAddress", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("KonturAuth:ClientId", StringComparison.Ordinal));

        File.WriteAllText(folder.Combine("secrets", "kontur-client-id"), "acme.bank.extern");
        Assert.Empty(Problems(Good(folder, mode), "Production"));
    }

    [Fact]
    public void Esia_and_Epgu_are_spoken_to_by_https_or_through_a_gateway_on_this_machine()
    {
        using var folder = new TempFolder();

        Assert.Equal(2, Problems(Good(folder, Pair("Esia:Address", "http://esia.gosuslugi.ru"), Pair("Epgu:Address", "ftp://localhost")), "Production").Count);
        Assert.Empty(Problems(Good(folder, Pair("Esia:Address", "https://esia.gosuslugi.ru"), Pair("Epgu:Address", "http://localhost:8443")), "Production"));
    }

    [Fact]
    public void A_wrong_master_key_or_certificate_password_is_found_before_the_start()
    {
        using var folder = new TempFolder();
        var configuration = Good(folder);
        File.WriteAllText(folder.Combine("keys", "master.key"), Convert.ToBase64String(new byte[16]));
        File.WriteAllText(folder.Combine("secrets", "partner.pfx.password"), "wrong");

        var problems = Problems(configuration, "Production");

        Assert.Equal(2, problems.Count);
        Assert.Contains(problems, problem => problem.StartsWith("Storage:MasterKeyFile", StringComparison.Ordinal));
        Assert.Contains(problems, problem => problem.StartsWith("KonturAuth:SigningCertificate", StringComparison.Ordinal));
    }

    [Fact]
    public void The_example_documents_every_key_and_no_other()
    {
        var defined = Sections.SelectMany(section => Keys(section.Value, section.Key)).Append("PublicAddress").Order(StringComparer.Ordinal);
        var documented = Leaves(new ConfigurationBuilder().AddJsonFile(Example).Build()).Select(WithoutNames).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(defined, documented);
    }

    // Parts of a section are classes of ours; of keys that administrators name themselves one stands for all.
    private static IEnumerable<string> Keys(Type type, string prefix) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite).SelectMany(property => property.PropertyType switch
        {
            { IsClass: true, Namespace: "Portal.Hosting" or "Portal.Features.Goskey" } part => Keys(part, $"{prefix}:{property.Name}"),
            { IsGenericType: true } map when map == typeof(Dictionary<string, SigningKeyOptions>) => Keys(typeof(SigningKeyOptions), $"{prefix}:{property.Name}:*"),
            _ => [$"{prefix}:{property.Name}"],
        });

    private static string WithoutNames(string key) =>
        string.Join(':', key.Split(':').Where(part => !int.TryParse(part, out _)).Select((part, place) => place == 2 && key.StartsWith("Goskey:Keys:", StringComparison.Ordinal) ? "*" : part));

    private static IEnumerable<string> Leaves(IConfiguration configuration) =>
        configuration.GetChildren().SelectMany(child => child.GetChildren().Any() ? Leaves(child) : [child.Path]);

    private static KeyValuePair<string, string?> Pair(string key, string value) => new(key, value);

    private static IReadOnlyList<string> Problems(IConfiguration configuration, string environment) =>
        SettingsCheck.Problems(configuration, new HostEnvironment(environment));

    // The example with files in place of its secrets.
    private static IConfigurationRoot Good(TempFolder folder, params KeyValuePair<string, string?>[] changes)
    {
        File.WriteAllText(folder.Combine("keys", "master.key"), Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)));
        File.WriteAllText(folder.Combine("secrets", "idp-client-secret"), "secret");
        File.WriteAllText(folder.Combine("secrets", "kontur-api-key"), Guid.NewGuid().ToString());
        File.WriteAllText(folder.Combine("secrets", "partner.pfx.password"), "password");
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=partner", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now, now.AddDays(1));
        File.WriteAllBytes(folder.Combine("secrets", "partner.pfx"), certificate.Export(X509ContentType.Pfx, "password"));
        return new ConfigurationBuilder().AddJsonFile(Example).AddInMemoryCollection([Pair("Storage:DataFolder", folder.Path), .. changes]).Build();
    }

    private sealed class HostEnvironment(string name) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = name;

        public string ApplicationName { get; set; } = "Portal";

        public string ContentRootPath { get; set; } = Path.GetTempPath();

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
