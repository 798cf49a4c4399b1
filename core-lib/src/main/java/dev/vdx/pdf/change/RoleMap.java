package dev.vdx.pdf.change;

import dev.vdx.pdf.object.IndirectObject;
import dev.vdx.pdf.object.PdfArray;
import dev.vdx.pdf.object.PdfDictionary;
import dev.vdx.pdf.object.PdfException;
import dev.vdx.pdf.object.PdfFile;
import dev.vdx.pdf.object.PdfObject;
import dev.vdx.pdf.object.PdfReference;
import dev.vdx.pdf.object.PdfStream;
import dev.vdx.pdf.object.Revision;
import dev.vdx.pdf.object.XrefEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which roles every object plays in any of some consecutive revisions, found by one walk from their trailers. An object
 * without a role is reached from nowhere.
 */
final class RoleMap {
    private static final int MAX_STEPS = 32;
    private static final int STRUCTURAL = Role.CATALOG.bit()
            | Role.PAGES.bit()
            | Role.FORM.bit()
            | Role.ANNOTATION.bit()
            | Role.FIELD.bit()
            | Role.STRUCTURE.bit();

    private final PdfFile file;
    private final int from;
    private final int to;
    private final Map<Integer, Integer> roles = new HashMap<>();
    private final Map<Integer, Origin> origins = new HashMap<>();
    private final Set<Integer> dangling = new HashSet<>();
    private final Deque<Visit> waiting = new ArrayDeque<>();
    private final Deque<Visit> content = new ArrayDeque<>();

    private record Visit(int number, Role role) {}

    private record Origin(int parent, String key) {}

    private RoleMap(PdfFile file, int from, int to) {
        this.file = file;
        this.from = from;
        this.to = to;
    }

    /** The roles played in the revisions {@code from} to {@code to}, both included. */
    static RoleMap of(PdfFile file, int from, int to) {
        RoleMap map = new RoleMap(file, from, to);
        for (Revision revision : file.revisions().subList(from, to + 1)) {
            map.trailer(revision);
        }
        map.drain();
        return map;
    }

    int of(int number) {
        return roles.getOrDefault(number, 0);
    }

    /** The objects that play any of these roles. */
    List<Integer> playing(int wanted) {
        return roles.entrySet().stream()
                .filter(each -> (each.getValue() & wanted) != 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Whether something referred to it while there was no such object. */
    boolean dangled(int number) {
        return dangling.contains(number);
    }

    /** How an object is reached, such as {@code /Root/AcroForm}; empty where it is not. */
    String path(int number) {
        StringBuilder path = new StringBuilder();
        Origin origin = origins.get(number);
        for (int steps = 0; origin != null && steps < MAX_STEPS; steps++) {
            path.insert(0, origin.key());
            origin = origin.parent() < 0 ? null : origins.get(origin.parent());
        }
        return path.toString();
    }

    private void trailer(Revision revision) {
        for (Map.Entry<String, PdfObject> entry : revision.trailer().entries().entrySet()) {
            Optional<Role> role = RoleRules.inTrailer(entry.getKey());
            if (role.isPresent() && !TrailerRule.pointsNowhere(entry.getKey(), revision)) {
                reach(revision, entry.getValue(), role.get(), -1, "/" + entry.getKey(), 0);
            }
        }
    }

    /** Content last: what has a place in the document's structure is expanded by that place, not by what names it. */
    private void drain() {
        for (Visit visit = waiting.poll(); visit != null; visit = waiting.poll()) {
            expand(visit);
        }
        for (Visit visit = content.poll(); visit != null; visit = content.poll()) {
            int before = of(visit.number());
            if (Role.CONTENT.in(before)) {
                continue;
            } else if ((before & STRUCTURAL) != 0 && !everStream(visit.number())) {
                roles.put(visit.number(), before | Role.MENTIONED.bit());
                continue;
            }
            roles.put(visit.number(), before | Role.CONTENT.bit());
            expand(visit);
        }
    }

    private void expand(Visit visit) {
        for (Revision view : versions(visit.number())) {
            Optional<IndirectObject> object = load(view, visit.number());
            if (object.isPresent()) {
                inside(view, object.get().value(), visit.role(), visit.number(), "", 0);
            }
        }
    }

    private List<Revision> versions(int number) {
        List<Revision> versions = new ArrayList<>();
        for (int at = to; at >= from; at = file.version(number, at) - 1) {
            versions.add(file.revisions().get(Math.max(from, file.version(number, at))));
        }
        return versions;
    }

    private boolean everStream(int number) {
        return versions(number).stream()
                .flatMap(view -> load(view, number).stream())
                .anyMatch(object -> object.value() instanceof PdfStream);
    }

    /** Whoever judges an object that cannot be read denies it; here it leads nowhere. */
    private static Optional<IndirectObject> load(Revision view, int number) {
        try {
            return view.object(number);
        } catch (PdfException e) {
            return Optional.empty();
        }
    }

    private void inside(Revision view, PdfObject value, Role role, int parent, String path, int depth) {
        file.budget().depth(depth);
        if (value instanceof PdfArray array) {
            for (PdfObject item : array.items()) {
                Role inner = RoleRules.inArray(role);
                reach(view, item, inner, parent, path, depth);
            }
        } else if (value instanceof PdfDictionary || value instanceof PdfStream) {
            PdfDictionary dictionary = Revision.asDictionary(value);
            for (Map.Entry<String, PdfObject> entry : dictionary.entries().entrySet()) {
                Optional<Role> inner = RoleRules.inDictionary(role, dictionary, entry.getKey(), view);
                if (inner.isPresent()) {
                    reach(view, entry.getValue(), inner.get(), parent, path + "/" + entry.getKey(), depth);
                }
            }
        }
    }

    private void reach(Revision view, PdfObject value, Role role, int parent, String path, int depth) {
        if (!(value instanceof PdfReference reference)) {
            inside(view, value, role, parent, path, depth + 1);
            return;
        }
        int number = reference.number();
        int before = of(number);
        if (view.entry(number).filter(XrefEntry::used).isEmpty()) {
            dangling.add(number);
        }
        if (role.in(before)) {
            return;
        }
        origins.putIfAbsent(number, new Origin(parent, path));
        if (role == Role.CONTENT) {
            content.add(new Visit(number, role));
        } else {
            roles.put(number, before | role.bit());
            waiting.add(new Visit(number, role));
        }
    }
}
