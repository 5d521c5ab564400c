package dev.capstan.cli.images;

import dev.capstan.yaml.YamlList;
import dev.capstan.yaml.YamlMap;
import dev.capstan.yaml.YamlScalar;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The tags of an image, when there is no policy to choose.
 *
 * @param tags that were not excluded
 */
record TagReport(String image, int listed, List<String> tags, int limit) {

    /** The last one first, as an ImageRepository shows its latest tags. */
    TagReport {
        tags = tags.stream().sorted(Comparator.reverseOrder()).toList();
    }

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("image:   " + image);
        lines.add("tags:    " + listed + " listed, " + (listed - tags.size()) + " excluded");
        lines.add("");
        tags.stream().limit(limit).forEach(lines::add);
        if (tags.size() > limit) {
            lines.add("… and " + (tags.size() - limit) + " more; --limit shows them");
        }
        return List.copyOf(lines);
    }

    YamlMap data() {
        return YamlMap.builder()
                .put("image", YamlScalar.ofString(image))
                .put("listed", YamlScalar.ofInt(listed))
                .put("excluded", YamlScalar.ofInt(listed - tags.size()))
                .put(
                        "tags",
                        YamlList.of(tags.stream()
                                .limit(limit)
                                .map(YamlScalar::ofString)
                                .toList()))
                .build();
    }
}
