package dev.capstan.kustomize;

import java.util.Optional;

/**
 * Why a build failed: the first cause, for the person who wrote the files.
 *
 * @param code the kind of problem; a code never changes its meaning
 * @param message what is wrong, in one sentence, without the place
 * @param file where, relative to the root of the tree; empty when no file is concerned
 * @param line line of that file, from 1; 0 when unknown
 * @param column column of that line, from 1; 0 when unknown
 * @param field the field concerned, as a path with dots, for example {@code patches[0].target.kind}
 * @param object the Kubernetes object concerned, as {@code Kind/namespace/name} or {@code Kind/name}
 * @param cause detail from a lower level, for example the YAML reader's words
 * @param advice what to do, in one sentence
 */
public record BuildProblem(
        Code code,
        String message,
        Optional<String> file,
        int line,
        int column,
        Optional<String> field,
        Optional<String> object,
        Optional<String> cause,
        Optional<String> advice) {

    /** The kinds of problems. */
    public enum Code {
        /** The folder to build, or one named in it, holds no kustomization file, or more than one. */
        KUSTOMIZATION_FILE_MISSING,
        /** The kustomization file says something that cannot be: an unknown field, a wrong type, a contradiction. */
        KUSTOMIZATION_INVALID,
        /** A named file or folder does not exist. */
        FILE_MISSING,
        /** A path leads out of the tree or out of what the load restriction allows. */
        PATH_FORBIDDEN,
        /** Kustomizations that include each other. */
        CYCLE,
        /** A file is not valid YAML. */
        YAML_INVALID,
        /** A document is not a Kubernetes object, or two objects have one identity. */
        OBJECT_INVALID,
        /** A patch cannot be applied or matches nothing. */
        PATCH_FAILED,
        /** A ConfigMap or Secret cannot be generated. */
        GENERATOR_FAILED,
        /** A transformer cannot be applied. */
        TRANSFORMER_FAILED,
        /** A reference to a name is ambiguous or a variable or replacement cannot be resolved. */
        REFERENCE_FAILED,
        /** Something that is deliberately not supported: exec, containers, Go plugins, Helm. */
        NOT_SUPPORTED,
        /** A remote base is refused or cannot be had. */
        REMOTE_REFUSED,
        /** The input is larger than a limit allows. */
        LIMIT_EXCEEDED,
        /** The file tree could not be read. */
        READ_FAILED,
        /** A fault of this engine; please report it. */
        INTERNAL
    }

    /** A problem with a message only. */
    public static BuildProblem of(Code code, String message) {
        return new BuildProblem(
                code,
                message,
                Optional.empty(),
                0,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** This problem at a place, unless it already has one: the place nearest to the cause wins. */
    public BuildProblem at(String newFile, int newLine, int newColumn) {
        return file.isPresent()
                ? this
                : new BuildProblem(
                        code, message, Optional.of(newFile), newLine, newColumn, field, object, cause, advice);
    }

    /** This problem with the field, unless it already names one. */
    public BuildProblem inField(String newField) {
        return field.isPresent()
                ? this
                : new BuildProblem(code, message, file, line, column, Optional.of(newField), object, cause, advice);
    }

    /** This problem with the object, unless it already names one. */
    public BuildProblem onObject(String newObject) {
        return object.isPresent()
                ? this
                : new BuildProblem(code, message, file, line, column, field, Optional.of(newObject), cause, advice);
    }

    /** This problem with a detail. */
    public BuildProblem because(String newCause) {
        return new BuildProblem(code, message, file, line, column, field, object, Optional.of(newCause), advice);
    }

    /** This problem with advice, unless it already has some. */
    public BuildProblem advise(String newAdvice) {
        return advice.isPresent()
                ? this
                : new BuildProblem(code, message, file, line, column, field, object, cause, Optional.of(newAdvice));
    }

    /** {@code file:line:column} as far as known; empty without a file. */
    public String place() {
        StringBuilder place = new StringBuilder(file.orElse(""));
        if (line > 0) {
            place.append(':').append(line);
            if (column > 0) {
                place.append(':').append(column);
            }
        }
        return place.toString();
    }

    /** Everything in one line: place, message, field, object, cause, advice. */
    public String describe() {
        StringBuilder text = new StringBuilder(place());
        if (!text.isEmpty()) {
            text.append(": ");
        }
        text.append(message);
        field.ifPresent(value -> text.append(" (field ").append(value).append(')'));
        object.ifPresent(value -> text.append(" (object ").append(value).append(')'));
        cause.ifPresent(value -> text.append(": ").append(value));
        advice.ifPresent(value -> text.append(". ").append(value));
        return text.toString();
    }
}
