package dev.capstan.image.tags;

class MemoryTagStoreTest extends TagStoreContract {
    private final MemoryTagStore store = new MemoryTagStore();

    @Override
    protected TagStore store() {
        return store;
    }
}
