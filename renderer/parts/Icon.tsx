/** @file The icons, from one well-kept set, by the names of what they stand for here. Always beside words, so they are hidden from readers. */
import {
  ArrowLeft, ArrowRight, BookOpen, Calendar, Camera, Check, ChevronDown, ChevronLeft, ChevronRight, CircleDashed, Clock, Copy, Cpu, Download, Eye, File, FileSearch, Film, Filter, Folder, FolderOpen, Gauge, Hash,
  Info, Keyboard, Layers, ListChecks, Lock, LogIn, Maximize, Minus, Moon, Pause, Pencil, Play, Plus, Printer, RefreshCw, Repeat, ScanFace, Scale, ScrollText, Search, ShieldCheck, SkipBack, SkipForward, SlidersHorizontal, Square,
  Sun, TriangleAlert, Upload, User, Users, X, ZoomIn, ZoomOut, type LucideIcon,
} from 'lucide-react';

const icons = {
  back: ArrowLeft, forward: ArrowRight, book: BookOpen, calendar: Calendar, camera: Camera, check: Check, down: ChevronDown, left: ChevronLeft, right: ChevronRight, none: CircleDashed, clock: Clock, copy: Copy, machine: Cpu,
  download: Download, eye: Eye, file: File, inspect: FileSearch, film: Film, filter: Filter, folder: Folder, open: FolderOpen, speed: Gauge, hash: Hash, info: Info, keyboard: Keyboard, timeline: Layers, review: ListChecks,
  lock: Lock, enter: LogIn, fit: Maximize, dash: Minus, moon: Moon, pause: Pause, edit: Pencil, play: Play, plus: Plus, print: Printer, turn: RefreshCw, loop: Repeat, face: ScanFace, scale: Scale, ledger: ScrollText, search: Search, shield: ShieldCheck,
  stepBack: SkipBack, stepForward: SkipForward, settings: SlidersHorizontal, stop: Square, sun: Sun, warn: TriangleAlert, upload: Upload, person: User, people: Users, cross: X, zoomIn: ZoomIn, zoomOut: ZoomOut,
} as const satisfies Readonly<Record<string, LucideIcon>>;

export type IconName = keyof typeof icons;

export function Icon({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) {
  const Drawn = icons[name];
  return <Drawn size={size} strokeWidth={1.9} aria-hidden="true" focusable="false" />;
}
