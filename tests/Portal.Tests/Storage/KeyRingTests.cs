using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Portal.Storage;
using Portal.Testing;

namespace Portal.Tests.Storage;

public sealed class KeyRingTests
{
    public static TheoryData<string> Engines => Databases.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public async Task What_was_protected_before_a_restart_is_read_after_it_and_by_nobody_without_the_master_key(string engine)
    {
        using var folder = new TempFolder();
        var connectionString = await Databases.EmptyAsync(engine, folder);
        string secret;
        await using (var first = await StartAsync(connectionString, folder))
        {
            secret = Protector(first).Protect("тайна");
        }

        await using (var second = await StartAsync(connectionString, folder))
        {
            Assert.Equal("тайна", Protector(second).Unprotect(secret));
            var xml = await Databases.ScalarAsync<string>(second.GetRequiredService<Database>(), "SELECT xml FROM key_ring");
            Assert.Contains("masterKey", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("<masterKey p4", xml, StringComparison.Ordinal);
            Assert.DoesNotContain("<value>", xml, StringComparison.Ordinal);
        }

        File.Delete(folder.Combine("keys", "master.key"));
        await using var thief = await StartAsync(connectionString, folder);
        Assert.ThrowsAny<CryptographicException>(() => Protector(thief).Unprotect(secret));
    }

    [Fact]
    public async Task Two_nodes_of_one_database_read_each_other()
    {
        using var folder = new TempFolder();
        var connectionString = await Databases.EmptyAsync(Databases.Sqlite, folder);
        await using var one = await StartAsync(connectionString, folder);
        await using var two = await StartAsync(connectionString, folder);

        Assert.Equal("a", Protector(two).Unprotect(Protector(one).Protect("a")));
        Assert.Equal("b", Protector(one).Unprotect(Protector(two).Protect("b")));
        Assert.ThrowsAny<CryptographicException>(() =>
            one.GetRequiredService<IDataProtectionProvider>().CreateProtector("another purpose").Unprotect(Protector(one).Protect("a")));
    }

    [Fact]
    public void A_new_master_key_is_readable_by_its_owner_alone_and_is_never_made_when_it_must_be_there()
    {
        using var folder = new TempFolder();
        var path = folder.Combine("keys", "master.key");

        Assert.Throws<InvalidOperationException>(() => MasterKey.Load(path, createWhenMissing: false));
        Assert.False(File.Exists(path));
        var key = MasterKey.Load(path, createWhenMissing: true);

        Assert.Equal(key.Fingerprint("p", "v"), MasterKey.Load(path, createWhenMissing: false).Fingerprint("p", "v"));
        Assert.NotEqual(key.Fingerprint("p", "v"), key.Fingerprint("q", "v"));
        Assert.Equal(32, Convert.FromBase64String(File.ReadAllText(path)).Length);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }
    }

    private static IDataProtector Protector(ServiceProvider services) => services.GetRequiredService<IDataProtectionProvider>().CreateProtector("test");

    private static async Task<ServiceProvider> StartAsync(string connectionString, TempFolder folder)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:ConnectionString"] = connectionString, ["Storage:DataFolder"] = folder.Path,
        }).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddStorage(configuration, new Development(folder.Path)).BuildServiceProvider();
        await services.GetRequiredService<Migrator>().MigrateAsync(TestContext.Current.CancellationToken);
        return services;
    }

    private sealed class Development(string root) : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Development;

        public string ApplicationName { get; set; } = "Portal";

        public string ContentRootPath { get; set; } = root;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
