package dev.capstan.yaml;

/** A text that is not usable YAML; the message is {@link YamlProblem#message()}. */
public final class YamlSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient YamlProblem problem;

    public YamlSyntaxException(YamlProblem problem) {
        super(problem.message(), null, false, false);
        this.problem = problem;
    }

    public YamlProblem problem() {
        return problem;
    }
}
