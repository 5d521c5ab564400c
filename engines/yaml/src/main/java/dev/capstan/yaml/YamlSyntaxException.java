package dev.capstan.yaml;

/** A text that is not usable YAML; the message is {@link YamlProblem#message()}. */
public final class YamlSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient YamlProblem problem;
    private final String goText;

    public YamlSyntaxException(YamlProblem problem) {
        this(problem, GoYamlFault.anywhere(problem.problem()));
    }

    private YamlSyntaxException(YamlProblem problem, String goText) {
        super(problem.message(), null, false, false);
        this.problem = problem;
        this.goText = goText;
    }

    public YamlProblem problem() {
        return problem;
    }

    /** The sentence that go-yaml v2 has for the problem, or ours where it would find none. */
    String goText() {
        return goText;
    }

    YamlSyntaxException withGoText(String text) {
        return new YamlSyntaxException(problem, text);
    }

    /** The text, never null. */
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
