using Portal.Benchmarks;

// Figures, not assertions: dotnet run -c Release --project tests/Portal.Benchmarks -- [upload | registry] [--megabytes 300]
if (args is ["registry", ..])
{
    await RegistryBenchmark.RunAsync();
    return 0;
}

var megabytes = args.SkipWhile(argument => argument != "--megabytes").Skip(1).FirstOrDefault() is { } given ? int.Parse(given, null) : 300;
await UploadBenchmark.RunAsync(megabytes);
return 0;
