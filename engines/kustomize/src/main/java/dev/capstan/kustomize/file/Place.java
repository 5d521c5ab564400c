package dev.capstan.kustomize.file;

import dev.capstan.kustomize.BuildProblem;
import dev.capstan.kustomize.fault.BuildFault;

/**
 * Where a setting is written.
 *
 * @param file path of the file
 * @param line line, from 1; 0 when unknown
 * @param column column, from 1; 0 when unknown
 * @param field path of the field with dots
 */
public record Place(String file, int line, int column, String field) {

    /** A problem at this place. */
    public BuildProblem problem(BuildProblem.Code code, String message) {
        BuildProblem problem = BuildProblem.of(code, message).at(file, line, column);
        return field.isEmpty() ? problem : problem.inField(field);
    }

    /** The fault with this place, unless it has one of its own. */
    public BuildFault locate(BuildFault fault) {
        return fault.with(problem -> field.isEmpty()
                ? problem.at(file, line, column)
                : problem.at(file, line, column).inField(field));
    }

    /** Runs a step; a fault of it that names no place gets this one. */
    public void locating(Runnable step) {
        try {
            step.run();
        } catch (BuildFault fault) {
            throw locate(fault);
        }
    }
}
