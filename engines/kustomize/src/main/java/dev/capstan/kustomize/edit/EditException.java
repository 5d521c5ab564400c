package dev.capstan.kustomize.edit;

/** An edit that cannot be made; turned into an outcome before it leaves the package. */
final class EditException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient EditProblem problem;

    EditException(String file, int line, String problem, String advice) {
        super(problem, null, false, false);
        this.problem = new EditProblem(file, line, problem, advice);
    }

    EditProblem problem() {
        return problem;
    }
}
