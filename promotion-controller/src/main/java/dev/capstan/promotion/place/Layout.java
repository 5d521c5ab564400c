package dev.capstan.promotion.place;

import java.util.List;

/**
 * Where all environments of an application are.
 *
 * @param branch the branch with the folders; has no meaning for branches and tags
 * @param files which files of a folder move
 * @param places of the environments in their order, all of one kind
 */
public record Layout(String branch, FilePatterns files, List<Place> places) {
    /** Copies the list. */
    public Layout {
        places = List.copyOf(places);
    }
}
