using Portal.Simulator.KonturExtern.CloudSigning;
using Portal.Simulator.KonturExtern.Drafts;
using Portal.Simulator.KonturExtern.DraftsBuilders;
using Portal.Simulator.KonturExtern.Printing;
using Portal.Simulator.State;

namespace Portal.Simulator.KonturExtern.Docflows;

/// <summary>Everything that happens by itself when its time has come: tasks, robots of state bodies, unanswered confirmations.</summary>
internal sealed class DueWork(DraftTasks tasks, PrintTasks prints, BuilderTasks builds, DocflowMachine machine, DraftStore drafts, CloudSigner signer, SimulatorClock clock)
{
    private readonly Lock gate = new();

    /// <summary>Called on a beat and before every read, so that a client never sees less than the clock says.</summary>
    public void Run()
    {
        lock (gate)
        {
            tasks.RunDue();
            prints.RunDue();
            builds.RunDue();
            machine.RunDue(clock.UtcNow);
            foreach (var late in drafts.RunningTasks.Where(task => task.IsConfirmation && task.DueAt <= clock.UtcNow).ToList())
            {
                signer.Poll(late);
            }
        }
    }
}

/// <summary>The beat of <see cref="DueWork"/>.</summary>
internal sealed class DueWorkLoop(DueWork due, TimeProvider wall, ILogger<DueWorkLoop> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(100);

    /// <summary>A start is not slowed by reading thousands of docflows: whoever reads meanwhile catches up anyway.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(3);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat, wall);
        try
        {
            await Task.Delay(Quiet, wall, stoppingToken);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                try
                {
                    due.Run();
                }
                catch (Exception failure)
                {
                    log.LogError(failure, "Due work failed");
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The simulator stops.
        }
    }
}
