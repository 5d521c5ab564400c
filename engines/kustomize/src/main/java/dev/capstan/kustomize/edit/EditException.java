package dev.capstan.kustomize.edit;

import dev.capstan.yaml.YamlNode;
import org.jspecify.annotations.Nullable;

/** An edit that cannot be made; turned into an outcome before it leaves the package. */
final class EditException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient EditProblem problem;

    EditException(String file, int line, String problem, String advice) {
        super(problem, null, false, false);
        this.problem = new EditProblem(file, line, problem, advice);
    }

    /** At a place of the file; at none when the place is not there. */
    static EditException at(String file, @Nullable YamlNode place, String problem, String advice) {
        return new EditException(file, place == null ? 0 : place.line(), problem, advice);
    }

    EditProblem problem() {
        return problem;
    }
}
