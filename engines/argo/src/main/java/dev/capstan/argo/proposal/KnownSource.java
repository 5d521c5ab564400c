package dev.capstan.argo.proposal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.argo.source.SourceKind;
import java.util.Optional;
import java.util.function.Function;

/**
 * A source, with what is known of its files.
 *
 * @param source as it stands in the Application, with what files of its folder lay over it
 * @param kind what makes its objects; empty when that cannot be told from here
 * @param file the text of a values file by the name that the source has for it; empty when it cannot be read from here
 */
public record KnownSource(JsonNode source, Optional<SourceKind> kind, Function<String, Optional<String>> file) {

    /** A source of whose files nothing is known. */
    public static KnownSource of(JsonNode source, Optional<SourceKind> kind) {
        return new KnownSource(source, kind, _ -> Optional.empty());
    }

    /** Without the source, which may hold secrets in values. */
    @Override
    public String toString() {
        return "source of kind " + kind.map(SourceKind::text).orElse("unknown");
    }
}
