package dev.capstan.forge.gitea;

import static dev.capstan.forge.rest.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.capstan.forge.ForgeFailureException;
import dev.capstan.forge.rest.Json;
import dev.capstan.forge.rest.Pages;
import dev.capstan.forge.rest.RestCall;
import dev.capstan.forge.rest.RestConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Labels, which Gitea knows by numbers: those that a repository lacks are made. */
record GiteaLabels(RestConnection connection, String repository) {
    private static final int MOST_PAGES = 20;
    private static final String WHAT = "labels";
    /** A grey that is readable with either colour of text. */
    private static final String COLOUR = "#8a8f98";

    List<Long> idsOf(List<String> names) throws ForgeFailureException {
        if (names.isEmpty()) {
            return List.of();
        }
        var known = known();
        var ids = new ArrayList<Long>();
        for (String name : names) {
            var id = known.get(name.toLowerCase(Locale.ROOT));
            ids.add(id == null ? make(name) : id);
        }
        return ids.stream().distinct().toList();
    }

    private Map<String, Long> known() throws ForgeFailureException {
        var known = new HashMap<String, Long>();
        for (var label :
                new Pages(connection, MOST_PAGES).read(RestCall.get(repository + "/labels?limit=50", WHAT), "")) {
            Json.number(label, "id")
                    .ifPresent(id -> known.put(text(label, "name").toLowerCase(Locale.ROOT), id));
        }
        return known;
    }

    private long make(String name) throws ForgeFailureException {
        var body = Json.object().put("name", name).put("color", COLOUR);
        return connection.number(connection.json(RestCall.post(repository + "/labels", body, WHAT)), "id");
    }

    /** Adds those that are not among the labels of a pull request. */
    void add(long number, JsonNode present, List<String> wanted) throws ForgeFailureException {
        var there = new ArrayList<String>();
        present.forEach(label -> there.add(text(label, "name")));
        var ids = idsOf(wanted.stream()
                .filter(name -> there.stream().noneMatch(name::equalsIgnoreCase))
                .toList());
        if (!ids.isEmpty()) {
            var body = Json.object();
            ids.forEach(body.putArray("labels")::add);
            connection.run(RestCall.post(repository + "/issues/" + number + "/labels", body, WHAT));
        }
    }
}
