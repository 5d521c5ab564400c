package dev.capstan.secrets.sops;

import dev.capstan.secrets.document.Mapping;
import dev.capstan.secrets.document.Scalar;
import dev.capstan.secrets.document.Sequence;
import dev.capstan.secrets.document.Value;
import java.util.List;
import java.util.stream.Stream;

/** What the code of a file protects: the values of its documents in their order, without keys and comments. */
final class ValuesAlone {
    private ValuesAlone() {}

    static List<Scalar> of(List<Mapping> documents) {
        return documents.stream().flatMap(ValuesAlone::in).toList();
    }

    private static Stream<Scalar> in(Value value) {
        return switch (value) {
            case Mapping map -> map.pairs().flatMap(pair -> in(pair.value()));
            case Sequence list -> list.values().flatMap(ValuesAlone::in);
            case Scalar scalar -> Stream.of(scalar);
        };
    }
}
