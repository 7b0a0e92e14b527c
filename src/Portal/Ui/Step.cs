namespace Portal.Ui;

/// <summary>One step of a <see cref="Steps"/> line. A step with an address can be gone back to.</summary>
public sealed record Step(string Title, StepState State, string? Href = null, string? Note = null);

public enum StepState
{
    ToDo,
    Current,
    Done,
    Problem,
}
