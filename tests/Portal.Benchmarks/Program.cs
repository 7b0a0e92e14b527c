using Portal.Benchmarks;

// Figures, not assertions: dotnet run -c Release --project tests/Portal.Benchmarks -- [upload | audit | registry | links | docflows | docflow-list | drafts | signing | goskey] [--megabytes 300]
if (args.Contains("registry"))
{
    await RegistryBenchmark.RunAsync();
    return 0;
}

if (args.Contains("audit"))
{
    await AuditBenchmark.RunAsync();
    return 0;
}

if (args.Contains("docflows"))
{
    await DocflowsBenchmark.RunAsync();
    return 0;
}

if (args.Contains("docflow-list"))
{
    await DocflowListBenchmark.RunAsync();
    return 0;
}

if (args.Contains("drafts"))
{
    await DraftsBenchmark.RunAsync();
    return 0;
}

if (args.Contains("links"))
{
    await LinksBenchmark.RunAsync();
    return 0;
}

if (args.Contains("goskey"))
{
    return await GoskeyBenchmark.RunAsync();
}

if (args.Contains("signing"))
{
    return await SigningBenchmark.RunAsync();
}

var megabytes = args.SkipWhile(argument => argument != "--megabytes").Skip(1).FirstOrDefault() is { } given ? int.Parse(given, null) : 300;
await UploadBenchmark.RunAsync(megabytes);
return 0;
