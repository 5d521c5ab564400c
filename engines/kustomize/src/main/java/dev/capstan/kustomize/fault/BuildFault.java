package dev.capstan.kustomize.fault;

import dev.capstan.kustomize.BuildProblem;
import java.util.function.UnaryOperator;

/** Ends a build. Carries the problem, has no stack trace: it stands for a fault of the input, not of the program. */
public final class BuildFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient BuildProblem problem;

    /** A fault with the given problem. */
    public BuildFault(BuildProblem problem) {
        super(problem.describe(), null, false, false);
        this.problem = problem;
    }

    /** A fault with a code and a message. */
    public static BuildFault of(BuildProblem.Code code, String message) {
        return new BuildFault(BuildProblem.of(code, message));
    }

    /** What is wrong. */
    public BuildProblem problem() {
        return problem;
    }

    /** The same fault with more said about it. */
    public BuildFault with(UnaryOperator<BuildProblem> addition) {
        return new BuildFault(addition.apply(problem));
    }
}
