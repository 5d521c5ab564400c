package dev.capstan.argo.health.assess;

import dev.capstan.argo.glob.Glob;
import dev.capstan.argo.glob.GlobSyntax;
import dev.capstan.yaml.Limits;
import dev.capstan.yaml.YamlDocument;
import dev.capstan.yaml.YamlEntry;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlReader;
import dev.capstan.yaml.YamlSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a user has set about health in the ConfigMap {@code argocd-cm}: the keys {@code
 * resource.customizations.health.<group>_<kind>}, and {@code health.lua} in the older {@code resource.customizations},
 * whose names may have wildcards.
 *
 * <p>A customisation that cannot be used is left out, and its kind is assessed as if it were not there; {@link
 * #warnings} say so.
 */
public final class Customizations {

    private static final String PREFIX = "resource.customizations.health.";
    private static final String OPEN = "resource.customizations.useOpenLibs.";
    private static final String TOGETHER = "resource.customizations";
    private static final Limits LIMITS = new Limits(1 << 20, 20, 1_000);

    /** By {@code group/Kind}, or {@code Kind} in the core group. */
    private final Map<String, CustomRule> rules = new HashMap<>();

    private final Map<Glob, CustomRule> patterns = new LinkedHashMap<>();
    private final List<String> warnings = new ArrayList<>();

    private Customizations() {}

    /** No customisation at all. */
    public static Customizations none() {
        return new Customizations();
    }

    /** Reads the data of {@code argocd-cm}; keys that are not about health are passed over. */
    public static Customizations of(Map<String, String> data) {
        Customizations read = new Customizations();
        new TreeMap<>(data).forEach((key, value) -> {
            if (key.equals(TOGETHER)) {
                read.addTogether(value);
            }
        });
        new TreeMap<>(data).forEach((key, value) -> {
            if (key.startsWith(PREFIX)) {
                String name = key.substring(PREFIX.length());
                boolean isOpen = data.getOrDefault(OPEN + name, "").equals("true");
                read.add(key, name.replaceFirst("_", "/"), value, isOpen);
            }
        });
        return read;
    }

    /** One sentence for each customisation that is not in force: which one, why, and what to do. */
    public List<String> warnings() {
        return List.copyOf(warnings);
    }

    Optional<CustomRule> find(String group, String kind) {
        String name = group.isEmpty() ? kind : group + "/" + kind;
        CustomRule own = rules.get(name);
        if (own != null) {
            return Optional.of(own);
        }
        return patterns.entrySet().stream()
                .filter(entry -> entry.getKey().matches(name))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private void addTogether(String text) {
        try {
            for (YamlDocument document : YamlReader.readAll(TOGETHER, text.getBytes(StandardCharsets.UTF_8), LIMITS)) {
                if (document.root() instanceof YamlMap kinds) {
                    kinds.entries().forEach(this::addEntry);
                }
            }
        } catch (YamlSyntaxException noYaml) {
            warnings.add("argocd-cm: %s is not in force: %s".formatted(TOGETHER, noYaml.getMessage()));
        }
    }

    private void addEntry(YamlEntry entry) {
        if (entry.value() instanceof YamlMap settings) {
            String script = settings.getText("health.lua");
            if (script != null) {
                String name = entry.key().text();
                boolean isOpen = "true".equals(settings.getText("health.lua.useOpenLibs"));
                add(TOGETHER + " for " + name, name, script, isOpen);
            }
        }
    }

    private void add(String key, String kind, String text, boolean isOpen) {
        try {
            CustomRule rule = CustomRule.read(key, text, isOpen);
            if (!Glob.isPattern(kind)) {
                rules.put(kind, rule);
                return;
            }
            switch (Glob.parse(kind, GlobSyntax.TEXT)) {
                case Glob.Parsed.Usable(Glob pattern) -> patterns.put(pattern, rule);
                case Glob.Parsed.Malformed(String why) ->
                    warnings.add("argocd-cm: %s is not in force: %s".formatted(key, why));
            }
        } catch (CustomRule.Unreadable fault) {
            warnings.add("argocd-cm: %s is not in force, its kind is assessed as if it were not set. Correct it: %s"
                    .formatted(key, fault.getMessage()));
        }
    }
}
