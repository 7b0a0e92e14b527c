using Portal.Simulator;

// The simulator alone: dotnet run --project src/Portal.Simulator [-- --port 5090 --state data/simulator --sandbox data/sandbox]
var configuration = new ConfigurationBuilder().AddCommandLine(args).Build();
var settings = new SimulatorSettings
{
    Port = configuration.GetValue("port", 5090),
    StateFolder = Path.GetFullPath(configuration["state"] ?? "data/simulator"),
    SandboxFolder = Path.GetFullPath(configuration["sandbox"] ?? "data/sandbox"),
    RobotDelay = configuration.GetValue("robot-delay", TimeSpan.FromSeconds(15)),
    ForceConfirmationSignsAtOnce = configuration.GetValue("force-confirmation-of-2018", false),
    RefuseSignaturesThatAreNoCms = configuration.GetValue("refuse-no-cms", false),
};

try
{
    await using var simulator = await SimulatorApp.StartAsync(settings);
    Console.WriteLine($"Simulator: {simulator.Address}");
    await simulator.WaitForShutdownAsync();
    return 0;
}
catch (IOException reason)
{
    await Console.Error.WriteLineAsync($"The simulator did not start: {reason.Message}");
    return 1;
}
