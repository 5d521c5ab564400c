package dev.capstan.application.core;

import dev.capstan.application.core.grpc.ProtobufFields;
import java.util.Optional;

/**
 * What a revision of a source of an Application means: of {@code repository.ResolveRevisionRequest} what is not better read in the cluster. The
 * Application, with the addresses in it, and the repository, with its credentials, are in the request as well; whoever sends it may have
 * written them.
 *
 * @param namespace of the Application; empty when the request does not say it
 * @param name of the Application
 * @param source its place among the sources, from 0; -1 for {@code source}
 * @param revision a branch, a tag, a range of versions; empty for what the source says itself
 */
public record RevisionQuestion(String namespace, String name, long source, String revision) {
    private static final int APPLICATION = 2;
    private static final int AMBIGUOUS_REVISION = 3;
    private static final int SOURCE_INDEX = 4;
    private static final int METADATA = 1;
    private static final int NAME = 1;
    private static final int NAMESPACE = 3;

    /** Reads a request; empty when it is none. */
    public static Optional<RevisionQuestion> read(byte[] message) {
        return ProtobufFields.read(message)
                .flatMap(request -> request.message(APPLICATION)
                        .flatMap(application -> application.message(METADATA))
                        .map(metadata -> new RevisionQuestion(
                                metadata.text(NAMESPACE),
                                metadata.text(NAME),
                                request.number(SOURCE_INDEX),
                                request.text(AMBIGUOUS_REVISION))));
    }
}
