package dev.capstan.gotemplate.parse;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Templates that can call each other by name. Immutable. */
public final class TemplateSet {

    private final Map<String, TemplateTree> own;
    private final @Nullable TemplateSet outer;

    private TemplateSet(Map<String, TemplateTree> own, @Nullable TemplateSet outer) {
        this.own = own;
        this.outer = outer;
    }

    /**
     * A set of all templates of these files. Of two templates with one name the later one holds, unless it is blank.
     */
    public static TemplateSet of(Collection<ParsedFile> files) {
        TemplateSet set = new TemplateSet(new HashMap<>(), null);
        files.forEach(set::add);
        return set;
    }

    /** This set and one more file, which takes precedence. */
    public TemplateSet with(ParsedFile file) {
        TemplateSet set = new TemplateSet(new HashMap<>(), this);
        set.add(file);
        return set;
    }

    private void add(ParsedFile file) {
        file.defined().forEach(this::add);
        add(file.main());
    }

    private void add(TemplateTree tree) {
        if (!tree.isBlank() || find(tree.name()) == null) {
            own.put(tree.name(), tree);
        }
    }

    /** The template of this name, or null. */
    public @Nullable TemplateTree find(String name) {
        for (TemplateSet set = this; set != null; set = set.outer) {
            TemplateTree tree = set.own.get(name);
            if (tree != null) {
                return tree;
            }
        }
        return null;
    }

    /** The names of all templates, sorted. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (TemplateSet set = this; set != null; set = set.outer) {
            names.addAll(set.own.keySet());
        }
        return names.stream().distinct().sorted().toList();
    }
}
