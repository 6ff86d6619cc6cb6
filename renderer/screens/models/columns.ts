/** The columns keep their width when a figure gains a digit; a small window has room for fewer. */
export const columns = {
  grid: 'grid grid-cols-[minmax(0,1fr)_28px_56px_64px_88px_76px_76px_84px_228px] items-center max-[960px]:grid-cols-[minmax(0,1fr)_28px_56px_92px_76px_76px_84px]',
  wideOnly: 'max-[960px]:hidden',
} as const
