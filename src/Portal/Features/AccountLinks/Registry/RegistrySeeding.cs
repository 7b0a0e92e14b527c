namespace Portal.Features.AccountLinks.Registry;

/// <summary>At the start: rows older than the search are made findable, forgotten previews are thrown away. Also brings the sandbox's rows in.</summary>
public sealed class RegistrySeeding(RegistryStore registry, RegistryWriteStore writing, RegistryImportStore imports, RegistryPlan plan, RegistrySeal seal)
    : IHostedService
{
    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await imports.PurgeAsync(cancellationToken);
        while (await writing.FillAsync(row => seal.SnilsPrint(seal.Snils(row.Snils)), cancellationToken))
        {
            // Fifty at a time, so that a second node starting with us gets its turn.
        }
    }

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Writes those of checked rows that are not there yet: what an administrator corrected stays corrected.</summary>
    public async Task AddAsync(IReadOnlyList<RegistryLine> lines, CancellationToken cancellationToken = default)
    {
        bool saved;
        do
        {
            var version = await registry.VersionAsync(cancellationToken);
            var batches = new List<IReadOnlyList<IssuedCertificate>>();
            foreach (var some in lines.Chunk(RegistryPlan.Batch))
            {
                var planned = await plan.OfAsync(some, cancellationToken);
                batches.Add([.. planned.Where(one => one.Kind == PlanKind.New).Select(one => seal.Seal(one.Line))]);
            }

            saved = batches.All(batch => batch.Count == 0) || await writing.WriteAsync(version, batches.ToAsyncEnumerable(), null, cancellationToken);
        }
        while (!saved);
    }
}
