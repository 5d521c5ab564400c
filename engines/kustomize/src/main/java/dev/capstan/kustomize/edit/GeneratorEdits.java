package dev.capstan.kustomize.edit;

import dev.capstan.kustomize.edit.Edit.AddGenerator;
import dev.capstan.kustomize.edit.Edit.RemoveGenerators;
import dev.capstan.kustomize.edit.Edit.SetLiterals;
import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlNode;
import dev.capstan.yaml.YamlScalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Edits of {@code configMapGenerator} and {@code secretGenerator}. */
final class GeneratorEdits {
    private static final String DEFAULT_NAMESPACE = "default";

    private final String file;

    GeneratorEdits(String file) {
        this.file = file;
    }

    EditableYaml add(EditableYaml yaml, AddGenerator generator) {
        String field = generator.kind().field();
        int place = yaml.itemNamed(field, generator.name());
        if (place >= 0) {
            throw rejected(
                    yaml.item(field, place), field + " already makes " + generator.name(), "choose another name");
        }
        YamlMap.Builder node = YamlMap.builder().put("name", YamlScalar.ofString(generator.name()));
        generator.namespace().ifPresent(value -> node.put("namespace", YamlScalar.ofString(value)));
        generator.behavior().ifPresent(value -> node.put("behavior", YamlScalar.ofString(value)));
        generator.secretType().ifPresent(value -> node.put("type", YamlScalar.ofString(value)));
        putTexts(node, "literals", generator.literals());
        putTexts(node, "files", generator.files());
        putTexts(node, "envs", generator.envFiles());
        if (generator.disableNameSuffixHash()) {
            node.put("options", YamlMap.of("disableNameSuffixHash", YamlScalar.ofBool(true)));
        }
        return yaml.withItem(field, node.build());
    }

    private static void putTexts(YamlMap.Builder node, String key, List<String> texts) {
        if (!texts.isEmpty()) {
            node.put(key, YamlList.of(texts.stream().map(YamlScalar::ofString).toList()));
        }
    }

    EditableYaml setLiterals(EditableYaml yaml, SetLiterals set) {
        String field = set.kind().field();
        int place = place(yaml, set);
        EditableYaml changed = yaml;
        for (Map.Entry<String, String> literal : set.literals().entrySet()) {
            YamlMap generator = changed.item(field, place);
            YamlList literals = generator.getList("literals");
            YamlScalar old = literal(literals, literal.getKey());
            if (literals == null || old == null) {
                throw rejected(generator, set.name() + " has no literal " + literal.getKey(), "add it to the file");
            }
            changed = changed.withText(old, literal.getKey() + "=" + literal.getValue(), literals);
        }
        return set.newNamespace().isEmpty()
                ? changed
                : changed.withText(
                        changed.item(field, place),
                        "namespace",
                        set.newNamespace().get());
    }

    private int place(EditableYaml yaml, SetLiterals set) {
        String namespace = set.namespace().orElse(DEFAULT_NAMESPACE);
        int place = place(yaml, set.kind().field(), set.name(), Optional.of(namespace));
        if (place >= 0) {
            return place;
        }
        throw rejected(
                yaml.root().get(set.kind().field()),
                set.kind().field() + " makes no " + set.name() + " in the namespace " + namespace,
                "");
    }

    /** The place of a generator; an empty namespace stands for any; -1 when there is none. */
    private static int place(EditableYaml yaml, String field, String name, Optional<String> namespace) {
        YamlList generators = yaml.root().getList(field);
        for (int i = 0; generators != null && i < generators.size(); i++) {
            if (generators.get(i) instanceof YamlMap generator
                    && name.equals(generator.getText("name"))
                    && namespace.map(namespaceOf(generator)::equals).orElse(true)) {
                return i;
            }
        }
        return -1;
    }

    private static String namespaceOf(YamlMap generator) {
        String namespace = generator.getText("namespace");
        return namespace == null ? DEFAULT_NAMESPACE : namespace;
    }

    private static @Nullable YamlScalar literal(@Nullable YamlList literals, String key) {
        for (int i = 0; literals != null && i < literals.size(); i++) {
            if (literals.get(i) instanceof YamlScalar scalar && scalar.text().startsWith(key + "=")) {
                return scalar;
            }
        }
        return null;
    }

    EditableYaml remove(EditableYaml yaml, RemoveGenerators remove) {
        EditableYaml changed = yaml;
        for (String generated : remove.names()) {
            String field = remove.kind().field();
            int place = place(changed, field, generated, remove.namespace());
            if (place < 0) {
                String where =
                        remove.namespace().map(it -> " in the namespace " + it).orElse("");
                throw rejected(changed.root().get(field), field + " makes no " + generated + where, "");
            }
            changed = changed.withoutItem(field, place);
        }
        return changed;
    }

    private EditException rejected(@Nullable YamlNode node, String problem, String advice) {
        return EditException.at(file, node, problem, advice);
    }
}
