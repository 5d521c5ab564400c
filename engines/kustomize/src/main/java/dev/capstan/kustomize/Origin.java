package dev.capstan.kustomize;

import java.util.Optional;

/**
 * Where an object came from.
 *
 * @param file the file it was read from, or for a generated object the file that configures the generator; relative to the
 *     root of the tree
 * @param line the line of that file on which the object or the generator begins, from 1; 0 when unknown
 * @param generatedBy the kind of generator, for example {@code ConfigMapGenerator}; empty for an object that was read
 * @param repository the remote repository that the file lies in; empty for the build's own tree
 * @param ref the branch, tag or commit asked of that repository
 */
public record Origin(
        String file, int line, Optional<String> generatedBy, Optional<String> repository, Optional<String> ref) {

    /** The origin of an object from a file of the build's own tree. */
    public static Origin read(String file, int line) {
        return new Origin(file, line, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** {@code file:line}, or only the file when the line is unknown. */
    @Override
    public String toString() {
        return line > 0 ? file + ":" + line : file;
    }
}
