package dev.capstan.helm.render;

import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.TypedMap;
import dev.capstan.gotemplate.value.TypedNil;
import dev.capstan.helm.chart.ChartRequirement;
import dev.capstan.helm.chart.ChartYaml;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What templates see as {@code .Chart}: a map with the names that the fields have in Go. */
final class ChartObject {
    private ChartObject() {}

    static Map<String, @Nullable Object> of(ChartYaml chart, boolean isRoot) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        object.put("Name", chart.name());
        object.put("Home", chart.home());
        object.put("Sources", new ArrayList<>(chart.sources()));
        object.put("Version", chart.version());
        object.put("Description", chart.description());
        object.put("Keywords", new ArrayList<>(chart.keywords()));
        object.put("Maintainers", maintainers(chart.maintainers()));
        object.put("Icon", chart.icon());
        object.put("APIVersion", chart.apiVersion());
        object.put("Condition", chart.condition());
        object.put("Tags", chart.tags());
        object.put("AppVersion", chart.appVersion());
        object.put("Deprecated", chart.isDeprecated());
        object.put("Annotations", texts(chart.annotations()));
        object.put("KubeVersion", chart.kubeVersion());
        object.put("Dependencies", requirements(chart.dependencies()));
        object.put("Type", chart.type());
        object.put("IsRoot", isRoot);
        return object;
    }

    private static Object texts(Map<String, String> texts) {
        return texts.isEmpty()
                ? new TypedNil(GoType.STRING_MAP)
                : new TypedMap(GoType.STRING_MAP, new LinkedHashMap<>(texts));
    }

    private static List<@Nullable Object> maintainers(List<ChartYaml.Maintainer> maintainers) {
        List<@Nullable Object> list = new ArrayList<>();
        for (ChartYaml.Maintainer maintainer : maintainers) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("Name", maintainer.name());
            object.put("Email", maintainer.email());
            object.put("URL", maintainer.url());
            list.add(object);
        }
        return list;
    }

    private static List<@Nullable Object> requirements(List<ChartRequirement> requirements) {
        List<@Nullable Object> list = new ArrayList<>();
        for (ChartRequirement requirement : requirements) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            object.put("Name", requirement.name());
            object.put("Version", requirement.version());
            object.put("Repository", requirement.repository());
            object.put("Condition", requirement.condition());
            object.put("Tags", new ArrayList<>(requirement.tags()));
            object.put("Enabled", requirement.isEnabled());
            object.put("ImportValues", imports(requirement.importValues()));
            object.put("Alias", requirement.alias());
            list.add(object);
        }
        return list;
    }

    private static List<@Nullable Object> imports(List<Object> imports) {
        List<@Nullable Object> list = new ArrayList<>();
        for (Object one : imports) {
            if (one instanceof Map<?, ?> map) {
                Map<String, @Nullable Object> texts = new LinkedHashMap<>();
                map.forEach((key, value) -> texts.put((String) key, value));
                list.add(new TypedMap(GoType.STRING_MAP, texts));
            } else {
                list.add(one);
            }
        }
        return list;
    }
}
