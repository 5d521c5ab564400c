package dev.capstan.kustomizationbuild;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.capstan.kustomizationbuild.substitute.Expansion;
import dev.capstan.kustomizationbuild.substitute.Strictness;
import dev.capstan.kustomizationbuild.substitute.SubstitutionFailure;
import dev.capstan.kustomizationbuild.substitute.Variables;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlEntry;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlScalar;
import dev.capstan.yaml.YamlSyntaxException;
import dev.capstan.yaml.YamlWriter;
import java.util.List;

/**
 * Substitution in one object. It works on the YAML text of the object, as the Flux controllers do: keys are replaced
 * too, and a value may become a number or a boolean. Where that would cut a value or break the text, values stay the
 * texts that they are. The result is always exactly one object.
 */
final class ObjectSubstitution {

    private static final String SWITCH = "kustomize.toolkit.fluxcd.io/substitute";
    private final Variables variables;
    private final Strictness strictness;
    private final ValueSubstitution values;

    ObjectSubstitution(Variables variables, Strictness strictness) {
        this.variables = variables;
        this.strictness = strictness;
        this.values = new ValueSubstitution(variables, strictness);
    }

    /** What becomes of an object. */
    sealed interface Result {

        /** There is nothing to replace in the object. */
        record Untouched() implements Result {}

        /** The object with everything replaced; its unquoted words are to be understood as Kubernetes tools do. */
        record Substituted(YamlMap object) implements Result {}

        /** The object cannot be used. */
        record NotSubstituted(SubstitutionFailure failure) implements Result {}
    }

    Result on(YamlMap object) {
        if (!mentionsDollar(object) || isSwitchedOff(object)) {
            return new Result.Untouched();
        }
        return switch (Expansion.of(new String(YamlWriter.write(object), UTF_8), variables, strictness)) {
            case Expansion.NotExpanded(var failure) -> new Result.NotSubstituted(failure);
            case Expansion.Expanded(var text) -> read(text, object);
        };
    }

    /** The messages say nothing of the text: it may hold values of Secrets. */
    private Result read(String text, YamlMap object) {
        List<YamlDocument> documents;
        try {
            documents = YamlReader.readAll("", text.getBytes(UTF_8), Limits.DEFAULT);
        } catch (YamlSyntaxException e) {
            return values.isPossibleIn(object)
                    ? checked(values.in(object))
                    : broken("the object is not valid YAML after substitution (line %d of its text)"
                            .formatted(e.problem().line()));
        }
        if (documents.size() != 1 || !(documents.getFirst().root() instanceof YamlMap read)) {
            return broken("the text is not exactly one object after substitution");
        }
        boolean isCut = values.isPossibleIn(object) && !values.isWhole(object, read);
        return checked(isCut ? values.in(object) : read);
    }

    private static Result checked(YamlMap object) {
        String kind = object.getText("kind");
        if (kind == null || object.getText("apiVersion") == null) {
            return broken("the object has no kind or apiVersion after substitution");
        }
        if (kind.endsWith("List") && object.getList("items") != null) {
            return broken("the object turned into a list after substitution");
        }
        return new Result.Substituted(object);
    }

    private static Result broken(String reason) {
        return new Result.NotSubstituted(new SubstitutionFailure.ObjectBroken(reason));
    }

    private static boolean mentionsDollar(YamlNode node) {
        return switch (node) {
            case YamlMap map -> map.entries().stream().anyMatch(ObjectSubstitution::mentionsDollar);
            case YamlList list -> list.items().stream().anyMatch(ObjectSubstitution::mentionsDollar);
            case YamlScalar scalar -> scalar.text().indexOf('$') >= 0;
        };
    }

    private static boolean mentionsDollar(YamlEntry entry) {
        return entry.name().indexOf('$') >= 0 || mentionsDollar(entry.value());
    }

    private static boolean isSwitchedOff(YamlMap object) {
        YamlMap metadata = object.getMap("metadata");
        return metadata != null && (saysDisabled(metadata, "labels") || saysDisabled(metadata, "annotations"));
    }

    private static boolean saysDisabled(YamlMap metadata, String key) {
        YamlMap values = metadata.getMap(key);
        return values != null && "disabled".equals(values.getText(SWITCH));
    }
}
