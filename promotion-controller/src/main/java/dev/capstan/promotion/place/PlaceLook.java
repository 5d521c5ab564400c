package dev.capstan.promotion.place;

/** What is at a place now. */
public sealed interface PlaceLook {

    /** Something. */
    record Present(Content content) implements PlaceLook {}

    /** Nothing that moves: no such folder, branch or tag, or no file in it. */
    record Empty(String why) implements PlaceLook {}

    /** Something that is not acted on, such as a symbolic link where a folder or file should be. */
    record Unusable(String why) implements PlaceLook {}
}
