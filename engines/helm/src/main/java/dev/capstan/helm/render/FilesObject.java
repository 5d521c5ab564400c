package dev.capstan.helm.render;

import dev.capstan.gotemplate.value.GoFunction;
import dev.capstan.gotemplate.value.GoString;
import dev.capstan.gotemplate.value.GoType;
import dev.capstan.gotemplate.value.TypedList;
import dev.capstan.gotemplate.value.TypedMap;
import dev.capstan.helm.chart.ChartFile;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What templates see as {@code .Files}: the files of the chart that are nothing else, and nothing outside of it. */
final class FilesObject extends TypedMap {
    private static final GoType TYPE = GoType.named("engine.files", GoType.mapOf(GoType.BYTES));

    private FilesObject(Map<String, @Nullable Object> files) {
        super(TYPE, files);
    }

    static FilesObject of(List<ChartFile> files) {
        Map<String, @Nullable Object> byName = new LinkedHashMap<>();
        files.forEach(file -> byName.put(file.name(), file.data()));
        return new FilesObject(byName);
    }

    @Override
    public @Nullable GoFunction method(String name) {
        return switch (name) {
            case "Get" ->
                GoFunction.of(
                        (a, run) -> {
                            byte[] bytes = bytes(a.text(0));
                            run.bounds().value(bytes.length);
                            return GoString.of(bytes);
                        },
                        GoType.STRING);
            case "GetBytes" -> GoFunction.of((a, _) -> bytes(a.text(0)), GoType.STRING);
            case "Glob" -> GoFunction.of((a, _) -> matching(a.text(0)), GoType.STRING);
            case "Lines" ->
                GoFunction.of(
                        (a, run) -> {
                            byte[] bytes = bytes(a.text(0));
                            run.bounds().value(bytes.length);
                            return lines(bytes);
                        },
                        GoType.STRING);
            case "AsConfig" ->
                GoFunction.of((_, run) -> {
                    run.bounds().value(size());
                    return Encoders.toYaml(byBaseName(GoString::of), run);
                });
            case "AsSecrets" ->
                GoFunction.of((_, run) -> {
                    run.bounds().value(size());
                    return Encoders.toYaml(byBaseName(Base64.getEncoder()::encodeToString), run);
                });
            default -> null;
        };
    }

    private byte[] bytes(String name) {
        return get(name) instanceof byte[] bytes ? bytes : new byte[0];
    }

    private FilesObject matching(String pattern) {
        FilesGlob glob = FilesGlob.compile(pattern);
        Map<String, @Nullable Object> some = new LinkedHashMap<>();
        forEach((name, bytes) -> {
            if (glob.matches(name)) {
                some.put(name, bytes);
            }
        });
        return new FilesObject(some);
    }

    private static TypedList lines(byte[] bytes) {
        if (bytes.length == 0) {
            return TypedList.strings(List.of());
        }
        String text = GoString.of(bytes);
        String withoutEnd = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        return TypedList.strings(Arrays.asList(withoutEnd.split("\n", -1)));
    }

    private interface Content {
        String of(byte[] bytes);
    }

    private Map<String, @Nullable Object> byBaseName(Content content) {
        Map<String, @Nullable Object> byName = new TreeMap<>();
        forEach((path, bytes) ->
                byName.put(path.substring(path.lastIndexOf('/') + 1), bytes instanceof byte[] b ? content.of(b) : ""));
        return byName;
    }
}
